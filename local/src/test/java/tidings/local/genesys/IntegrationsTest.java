package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.genesys.Integrations.PATH;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntegrationsTest {
  private static final String SHOP =
      "{\"name\":\"Shop\",\"outboundNotificationWebhookUrl\":\"https://chat.example/webhook\","
          + "\"outboundNotificationWebhookSignatureSecretToken\":\"0123456789abcdef\"}";

  @Test
  void theConfiguredOnesAreListed() throws Exception {
    try (var org = Organisation.open()) {
      var list = org.caller.ask(PATH + "?pageSize=1").json();

      assertThat(list.at("/entities/0/id").asText()).isEqualTo(Caller.INTEGRATION);
      assertThat(list.at("/entities/0/status").asText()).isEqualTo("active");
      assertThat(list.path("total").asInt()).isEqualTo(1);
      assertThat(org.caller.ask(PATH + "?pageNumber=2").json().path("entities")).isEmpty();
    }
  }

  @Test
  void aNewOneIsMadeInTheBackground() throws Exception {
    try (var org = Organisation.open()) {
      var made = org.caller.post(PATH, SHOP).json();
      var later = org.caller.ask(PATH + "/" + made.path("id").asText()).json();

      assertThat(made.path("createStatus").asText()).isEqualTo("Initiated");
      assertThat(later.path("createStatus").asText()).isEqualTo("Completed");
      assertThat(org.caller.ask(PATH + "/nobody").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "name":"Shop"                          | "name":" "
          "name":"Shop",                         | ''
          https://chat.example/webhook           | http://chat.example/webhook
          https://chat.example/webhook           | https://chat.example:8443/webhook
          0123456789abcdef                       | 0123456789abcde
          "name":"Shop"                          | "name":"Shop","webhookHeaders":{"a":1}
          """)
  void whatGenesysWouldRefuseIsRefused(String part, String other) throws Exception {
    try (var org = Organisation.open()) {
      String id = org.caller.post(PATH, SHOP).json().path("id").asText();

      assertThat(org.caller.post(PATH, SHOP.replace(part, other)).status()).isEqualTo(400);
      assertThat(org.caller.patch(PATH + "/" + id, SHOP.replace(part, other)).status())
          .isEqualTo(400);
    }
  }

  @Test
  void aChangeNeedsTheNameAndLeavesTheRest() throws Exception {
    try (var org = Organisation.open()) {
      String one = PATH + "/" + org.caller.post(PATH, SHOP).json().path("id").asText();

      assertThat(org.caller.patch(one, "{\"webhookHeaders\":{}}").status()).isEqualTo(400);
      assertThat(org.caller.patch(one, "{\"name\":\"Store\"}").status()).isEqualTo(200);
      assertThat(org.caller.ask(one).json().path("name").asText()).isEqualTo("Store");
      assertThat(org.caller.ask(one).json().path("outboundNotificationWebhookUrl").asText())
          .isEqualTo("https://chat.example/webhook");
    }
  }

  @Test
  void webhooksFollowTheChangeAtOnce(@TempDir Path folder) throws Exception {
    try (var other = Hook.open();
        var org = Organisation.in(folder)) {
      org.caller.patch(
          PATH + "/" + Caller.INTEGRATION,
          "{\"name\":\"n\",\"outboundNotificationWebhookUrl\":\"http://127.0.0.1:%d/webhook\",\"outboundNotificationWebhookSignatureSecretToken\":\"another-secret-0123\"}"
              .formatted(other.port()));

      org.genesys.say(Caller.INTEGRATION, "u", "Hello");
      Hook.Call call = other.next();

      assertThat(call.signature()).isEqualTo(Signature.of("another-secret-0123", call.body()));
    }
  }

  @Test
  void noSecretIsKeptOfARequest() throws Exception {
    try (var org = Organisation.open()) {
      org.caller.post(PATH, SHOP);

      assertThat(org.genesys.received().toString()).doesNotContain("0123456789abcdef");
    }
  }
}
