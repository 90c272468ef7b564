package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.stream.StreamSupport;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.message.Fixtures;

/** What Genesys, services and devices call, over HTTP. */
class ServicesContractTest {
  private final Callers callers = Callers.of(RunningStack.uri());

  @Test
  void aTextWithoutAnAgentIsSentOnce() {
    var service = callers.service();
    String path = "/agentless/integration/" + callers.client().integrationId() + "/user/quiet";
    String body = "{\"id\":\"a-1\",\"text\":\"First at the door\"}";

    assertThat(service.post(path, body).json().path("id").asText()).isEqualTo("a-1");
    assertThat(service.post(path, body).status()).isEqualTo(202);
    assertThat(service.post(path, "{\"id\":\"a-2\",\"text\":\"Last at the door\"}").status())
        .isEqualTo(202);
    assertThat(eventually(() -> agentless("Last at the door"), sent -> sent == 1)).isEqualTo(1);
    assertThat(agentless("First at the door")).isEqualTo(1);
  }

  private long agentless(String text) {
    JsonNode received = callers.client().get("/local/genesys/received").json();
    return StreamSupport.stream(received.spliterator(), false)
        .filter(call -> call.path("path").asText().contains("agentless"))
        .filter(call -> call.path("body").toString().contains(text))
        .count();
  }

  @Test
  void aTextWithoutAnAgentHasItsLimit() {
    String path = "/agentless/integration/" + callers.client().integrationId() + "/user/quiet";

    var answer = callers.service().post(path, "{\"text\":\"%s\"}".formatted("x".repeat(2001)));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body()).contains("2000");
  }

  @Test
  void theEndOfAConversationIsTakenFromWhoCanEndOne() {
    var service = callers.service();

    assertThat(service.post("/conversations/c-1/ended", "{\"by\":\"agent\"}").status())
        .isEqualTo(202);
    assertThat(service.post("/conversations/c-1/ended", "{\"by\":\"cat\"}").faulty())
        .containsExactly("by");
    assertThat(service.post("/conversations/a%20b/ended", "{\"by\":\"agent\"}").status())
        .isEqualTo(404);
  }

  @Test
  void aDeviceIsRegisteredAndForgottenAsOftenAsOneLikes() {
    var owner = callers.customer("contract-owner");
    String path = "/devices/user/contract-owner/phone-1";
    String body = "{\"platform\":\"fcm\",\"token\":\"contract-token\",\"locale\":\"sv_SE\"}";

    assertThat(owner.put(path, body).status()).isEqualTo(204);
    assertThat(owner.put(path, body).status()).isEqualTo(204);
    assertThat(owner.call("DELETE", path, "").status()).isEqualTo(204);
    assertThat(owner.call("DELETE", path, "").status()).isEqualTo(204);
  }

  @Test
  void everyFaultOfADeviceIsNamed() {
    var owner = callers.customer("contract-faulty");
    String path = "/devices/user/contract-faulty/";

    assertThat(owner.put(path + "phone", "{\"platform\":\"pigeon\",\"locale\":7}").faulty())
        .containsExactlyInAnyOrder("platform", "token", "locale");
    assertThat(owner.put(path + "a%20b", "{\"platform\":\"fcm\",\"token\":\"t\"}").status())
        .isEqualTo(422);
    assertThat(owner.call("DELETE", path + "a%20b", "").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/webhook/genesys", "/demoopenmessagewebhook"})
  void aWebhookIsTakenAtBothAddressesIfItIsSigned(String path) {
    String body = new String(Fixtures.bytes("01-text-agent.json"), StandardCharsets.UTF_8);
    var genesys = callers.anybody();

    assertThat(genesys.with("x-hub-signature-256", signature(body)).post(path, body).status())
        .isEqualTo(200);
    assertThat(genesys.post(path, body).status()).isEqualTo(401);
    assertThat(genesys.with("x-hub-signature-256", "sha256=AAAA").post(path, body).status())
        .isEqualTo(401);
    assertThat(genesys.with("x-hub-signature-256", signature(body)).post(path, "{}").status())
        .isEqualTo(401);
  }

  @Test
  void aWebhookHasItsLimit() {
    String body = "{\"more\":\"" + "x".repeat(900 * 1024) + "\"}";

    var genesys = callers.anybody().with("x-hub-signature-256", signature(body));

    assertThat(genesys.post("/webhook/genesys", body).status()).isEqualTo(413);
  }

  private String signature(String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] secret = callers.client().config("webhookSecret").getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] hash = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
      return "sha256=" + Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
