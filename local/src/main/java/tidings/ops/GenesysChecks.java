package tidings.ops;

import java.util.List;
import tidings.lambda.Secret;

/** Whether Genesys lets us in, and its integrations point here. */
record GenesysChecks(Connection connection, SecretStore secrets) {

  void make(Checkup checkup) {
    checkup.check(
        "login at Genesys",
        () -> {
          GenesysCloud.login(connection, secrets).close();
          return "the stored client may log in";
        });
    integrations().forEach(id -> checkup.check("integration " + shortened(id), () -> check(id)));
  }

  /** Where none is told, the outputs' check has said so. */
  private List<String> integrations() {
    return connection.outputs().containsKey("IntegrationIds")
        ? connection.list("IntegrationIds")
        : List.of();
  }

  private static String shortened(String id) {
    return id.length() > 12 ? id.substring(0, 11) + "…" : id;
  }

  private String check(String id) {
    try (var genesys = GenesysCloud.login(connection, secrets)) {
      return check(Integration.of(genesys, id));
    }
  }

  private String check(Integration integration) {
    String ours = connection.output("WebhookUrl");
    if (!integration.webhookUrl().equals(ours)) {
      throw new Misuse(
          "its webhook goes to %s, not to %s: tidings integration update %s"
              .formatted(integration.webhookUrl(), ours, integration.id()));
    }
    if (!List.of("active", "-").contains(integration.state())) {
      throw new Misuse(
          "it is %s: look at it in Genesys, Admin, Message, Platforms"
              .formatted(integration.state()));
    }
    Secret told = new Secret(integration.json().path(Integration.SECRET).asText());
    if (!told.value().isEmpty() && !isOurs(told)) {
      throw new Misuse(
          "its webhooks are signed with another secret than the stored one: tidings integration"
              + " update "
              + integration.id());
    }
    return "%s: its webhook comes here%s"
        .formatted(integration.name(), integration.state().equals("-") ? "" : ", and it is active");
  }

  private boolean isOurs(Secret told) {
    return told.equals(secrets.field("WebhookSecretArn", "current"))
        || told.equals(secrets.field("WebhookSecretArn", "previous"));
  }
}
