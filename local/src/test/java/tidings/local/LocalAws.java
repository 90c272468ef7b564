package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** The engines of a running stack, as its own page tells of them. */
record LocalAws(JsonNode aws) {

  static LocalAws of(Client client) {
    return new LocalAws(client.get("/local/config").json().path("aws"));
  }

  /** Takes the service's name as in AWS_ENDPOINT_URL_SQS. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service) {
    var credentials =
        AwsBasicCredentials.create(
            aws.path("accessKeyId").asText(), aws.path("secretAccessKey").asText());
    return builder
        .endpointOverride(URI.create(aws.at("/endpoints/" + service).asText()))
        .region(Region.of(aws.path("region").asText()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** What stands for the user in keys. */
  UserKey userKey(String userId) {
    try (var secrets = client(SecretsManagerClient.builder(), "SECRETS_MANAGER")) {
      String arn = output("InstallationSecretArn");
      String json = secrets.getSecretValue(get -> get.secretId(arn)).secretString();
      String key = MessageJson.read(json, JsonNode.class).path("key").asText();
      return UserKey.of(key.getBytes(StandardCharsets.UTF_8), userId);
    }
  }

  String output(String name) {
    return aws.at("/outputs/" + name).asText();
  }
}
