package tidings.local.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import tidings.local.template.Deployment;

class SecretsEngineTest {
  private static final String ARN =
      "arn:aws:secretsmanager:eu-west-1:000000000000:secret:tidings-WebhookSecret-local0";
  private static final List<Deployment.Secret> SECRETS =
      List.of(new Deployment.Secret("WebhookSecret", ARN, "{\"previous\": \"\"}", "current", 64));

  @TempDir private Path folder;

  @Test
  void theFirstValueIsTheTemplateWithARandomKey() {
    try (var engine = started();
        var client = client(engine)) {
      String value = client.getSecretValue(get -> get.secretId(ARN)).secretString();

      assertThat(value).matches("\\{\"previous\":\"\",\"current\":\"[A-Za-z0-9]{64}\"}");
    }
  }

  @Test
  void aRestartKeepsTheValues() {
    String before;
    try (var engine = started()) {
      before = engine.value("WebhookSecret");
    }

    try (var again = started()) {
      assertThat(again.value(ARN)).isEqualTo(before);
    }
  }

  @Test
  void aNewValueLeavesTheOldOneAsThePrevious() {
    try (var engine = started();
        var client = client(engine)) {
      String before = engine.value("WebhookSecret");

      client.putSecretValue(put -> put.secretId(ARN).secretString("{\"current\":\"new\"}"));

      assertThat(engine.value("tidings-WebhookSecret")).isEqualTo("{\"current\":\"new\"}");
      assertThat(
              client
                  .getSecretValue(get -> get.secretId(ARN).versionStage("AWSPREVIOUS"))
                  .secretString())
          .isEqualTo(before);
      assertThat(client.describeSecret(get -> get.secretId(ARN)).versionIdsToStages().values())
          .containsExactlyInAnyOrder(List.of("AWSCURRENT"), List.of("AWSPREVIOUS"));
    }
  }

  @Test
  void anUnknownSecretIsNotFound() {
    try (var engine = started();
        var client = client(engine)) {
      assertThatThrownBy(() -> client.getSecretValue(get -> get.secretId("nobody")))
          .isInstanceOf(ResourceNotFoundException.class);
    }
  }

  @Test
  void anOutageIsAServerErrorUntilItEnds() {
    try (var engine = started();
        var client = client(engine)) {
      engine.unavailable(true);
      assertThatThrownBy(() -> client.getSecretValue(get -> get.secretId(ARN)))
          .isInstanceOf(SecretsManagerException.class)
          .hasMessageContaining("unavailable");

      engine.unavailable(false);

      assertThat(client.getSecretValue(get -> get.secretId(ARN)).arn()).isEqualTo(ARN);
    }
  }

  private SecretsEngine started() {
    return SecretsEngine.start(Optional.of(folder), SECRETS, Clock.systemUTC());
  }

  private static SecretsManagerClient client(SecretsEngine engine) {
    return Clients.client(SecretsManagerClient.builder(), engine.endpoint(), "eu-west-1");
  }
}
