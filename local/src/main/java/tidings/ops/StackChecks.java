package tidings.ops;

import java.time.Clock;
import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;
import tidings.lambda.Secret;

/** Whether the stack tells what it should, and its secrets and push are as they should be. */
record StackChecks(Connection connection, SecretStore secrets, Clock clock) {
  private static final List<String> OUTPUTS =
      List.of(
          "WebhookUrl",
          "IntegrationIds",
          "OfferIntegrationIds",
          "GenesysApiUrl",
          "GenesysLoginUrl",
          "ChatTableName",
          "DeviceTableName",
          "LedgerTableName",
          "MediaBucketName",
          "TranscriptQueueUrl",
          "DispatchQueueUrl",
          "ParkingQueueUrl",
          "WebhookSecretArn",
          "ApiKeySecretArn",
          "GenesysSecretArn",
          "InstallationSecretArn",
          "PlatformApplicationArns");

  void make(Checkup checkup) {
    checkup.check("outputs", this::outputs);
    checkup.check("webhook secret", this::webhookSecret);
    checkup.check("API key", this::apiKey);
    checkup.check("Genesys secret", this::genesysSecret);
    checkup.check("installation secret", this::installationSecret);
    checkup.check("push", this::push);
  }

  private String outputs() {
    List<String> missing =
        OUTPUTS.stream().filter(name -> !connection.outputs().containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new Misuse(
          "the stack has no output %s: deploy the current template"
              .formatted(String.join(", ", missing)));
    }
    return "all that this command needs is told";
  }

  private String webhookSecret() {
    var secret = secrets.field("WebhookSecretArn", "current");
    var previous = secrets.field("WebhookSecretArn", "previous");
    if (secret.value().length() < SecretStore.SHORTEST_SIGNATURE_SECRET) {
      throw new Misuse(
          "the field current of WebhookSecretArn is missing or shorter than 16 characters:"
              + " tidings integration update --new-secret makes one");
    }
    return previous.value().isEmpty() ? "is there" : "is there, and the previous one still counts";
  }

  private String apiKey() {
    Secret hash = secrets.field("ApiKeySecretArn", "current");
    if (!hash.value().matches("[0-9a-f]{64}")) {
      throw new Misuse(
          "the field current of ApiKeySecretArn is no SHA-256 in lower-case hex, so no service"
              + " caller gets in: make a key, and put its hash there");
    }
    return "its hash is there";
  }

  private String genesysSecret() {
    String id = secrets.field("GenesysSecretArn", "clientId").value();
    String secret = secrets.field("GenesysSecretArn", "clientSecret").value();
    if (id.isBlank() || id.contains(" ") || secret.isBlank()) {
      throw new Misuse(
          "GenesysSecretArn needs clientId and clientSecret of an OAuth client: put them there");
    }
    return "id and secret of a client are there";
  }

  private String installationSecret() {
    if (secrets.field("InstallationSecretArn", "key").value().isBlank()) {
      throw new Misuse(
          "the field key of InstallationSecretArn is gone, with which all table keys were made:"
              + " restore its previous version in Secrets Manager at once");
    }
    return "is there";
  }

  private String push() {
    List<String> applications = connection.list("PlatformApplicationArns");
    try (var sns = connection.client(SnsClient.builder(), "SNS")) {
      for (String arn : applications) {
        var attributes =
            sns.getPlatformApplicationAttributes(get -> get.platformApplicationArn(arn))
                .attributes();
        if ("false".equals(attributes.get("Enabled"))) {
          throw new Misuse(
              "%s is disabled: give it valid credentials by tidings platform-app"
                  .formatted(arn.substring(arn.lastIndexOf(':') + 1)));
        }
      }
    }
    return applications.isEmpty()
        ? "is not configured: phones are not pushed to"
        : applications.size() + " platform applications are enabled";
  }
}
