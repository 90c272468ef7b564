package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.message.Fixtures;
import tidings.message.MessageJson;

/** The whole pipeline, wired from the template, in this JVM. */
class PipelineTest {
  private final Client client = RunningStack.client();

  @ParameterizedTest
  @MethodSource("tidings.message.Fixtures#names")
  void everyWebhookIsTaken(String name) {
    assertThat(webhook(Fixtures.bytes(name)).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01-text-agent.json",
        "02-text-bot.json",
        "03-text-agentless.json",
        "22-text-emoji-rtl-4byte.json",
        "23-text-4000-chars.json",
        "28-text-gcdecorated-qrcode.json",
        "31-text-with-metadata.json",
        "32-text-minimal-optional-fields-absent.json"
      })
  void everyTextReachesTheTranscriptUnchanged(String name) {
    String user = "reader-of-" + name;
    byte[] body = addressedTo(user, name);
    webhook(body);

    List<String> texts = textsOf(user, 1);
    assertThat(texts).containsExactly(json(body).path("text").asText());
  }

  @Test
  void duplicatesInParallelAreOneRow() throws Exception {
    byte[] body = addressedTo("duplicated", "01-text-agent.json");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Integer>>();
      IntStream.range(0, 20)
          .forEach(_ -> answers.add(threads.submit(() -> webhook(body).status())));
      for (Future<Integer> answer : answers) {
        assertThat(answer.get()).isEqualTo(200);
      }
    }

    webhook(addressedTo("duplicated", "02-text-bot.json"));
    assertThat(textsOf("duplicated", 2)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha256=AAAA", "sha256=e1b676aeeefb8189503976f1eebfeeb6"})
  void aWrongSignatureLeavesNothing(String signature) {
    String user = "unsigned-" + signature.length();
    byte[] body = addressedTo(user, "01-text-agent.json");
    int status = client.webhook(body, signature).status();
    webhook(addressedTo(user, "02-text-bot.json"));

    assertThat(status).isEqualTo(401);
    assertThat(textsOf(user, 1)).hasSize(1);
  }

  /** Each instance of the dispatcher logs in once, and other tests may keep some busy. */
  @Test
  void messagesReachGenesysInOrderOnceWithoutALoginEach() {
    var customer = client.customer("fifteen");
    long before = logins();
    List<String> texts = IntStream.range(0, 15).mapToObj(i -> "text " + i).toList();
    for (String text : texts) {
      customer.say(text.replace(' ', '-'), text);
      customer.say(text.replace(' ', '-'), text);
    }

    List<String> statuses = eventually(() -> statuses(customer), PipelineTest::areAllPublished);
    assertThat(statuses).hasSize(15).containsOnly("published");
    assertThat(client.takenByGenesys("fifteen")).isEqualTo(texts);
    assertThat(logins() - before).isLessThanOrEqualTo(2);
  }

  @Test
  void anAgentsMessageIsPushedToTheCustomersPhone() {
    var customer = client.customer("pushed");
    customer.register("phone", "token-of-pushed");
    client.post(
        "/local/genesys/say",
        "{\"integrationId\":\"%s\",\"userId\":\"pushed\",\"text\":\"Hello\"}"
            .formatted(client.integrationId()));

    List<String> tokens = eventually(this::pushedTo, sent -> sent.contains("token-of-pushed"));
    assertThat(tokens).containsOnlyOnce("token-of-pushed");
    assertThat(customer.texts()).containsExactly("Hello");
  }

  private List<String> pushedTo() {
    return Client.values(client.get("/local/push/sent").json(), "token");
  }

  @Test
  void nobodyReadsAnothersTranscript() {
    webhook(addressedTo("private", "01-text-agent.json"));
    String path = "/transcript/integration/" + client.integrationId() + "/user/private";

    assertThat(client.get(path).status()).isEqualTo(401);
    assertThat(client.customer("curious").readOf("private").status()).isEqualTo(403);
  }

  @Test
  void serviceRoutesAskForTheKey() {
    String path = "/agentless/integration/" + client.integrationId() + "/user/anybody";

    assertThat(client.post(path, "{}").status()).isEqualTo(401);
    assertThat(client.postAsService(path, "{}", "wrong").status()).isEqualTo(403);
    assertThat(client.postAsService(path, "{}", client.config("apiKey")).status())
        .isNotIn(401, 403);
  }

  private long logins() {
    return Client.values(client.get("/local/genesys/received").json(), "path").stream()
        .filter(path -> path.equals("/oauth/token"))
        .count();
  }

  private static List<String> statuses(Client.Customer customer) {
    return Client.values(customer.transcript().path("messages"), "status");
  }

  private static boolean areAllPublished(List<String> statuses) {
    return statuses.size() == 15 && statuses.stream().allMatch("published"::equals);
  }

  private List<String> textsOf(String user, int atLeast) {
    var customer = client.customer(user);
    return eventually(customer::texts, texts -> texts.size() >= atLeast);
  }

  /** A fixture as it would come for this user. */
  private byte[] addressedTo(String user, String fixture) {
    var json = (ObjectNode) json(Fixtures.bytes(fixture));
    ((ObjectNode) json.path("channel").path("to")).put("id", user);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static JsonNode json(byte[] body) {
    return MessageJson.read(new String(body, StandardCharsets.UTF_8), JsonNode.class);
  }

  private Client.Answer webhook(byte[] body) {
    return client.webhook(body, signature(body));
  }

  private String signature(byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] secret = client.config("webhookSecret").getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
