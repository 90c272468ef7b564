package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.FifoQueue;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Invoked;
import tidings.lambda.Lines;
import tidings.lambda.MovableClock;
import tidings.lambda.RecordingSqs;
import tidings.lambda.Secrets;
import tidings.message.Command;
import tidings.message.Fixtures;
import tidings.message.MessageJson;

class WebhookHandlerTest {
  private final MovableClock clock = new MovableClock();
  private final RecordingSqs sqs = new RecordingSqs();
  private final FixedSecrets manager =
      new FixedSecrets()
          .with("webhook", "{\"current\":\"%s\",\"previous\":\"\"}".formatted(Fixtures.SECRET))
          .with("installation", "{\"key\":\"installation key\"}");
  private final WebhookHandler handler = handler();

  @Test
  void thePingOfTheScheduleHasNoEffect() {
    var ping = APIGatewayV2HTTPEvent.builder().withRouteKey("ping").build();
    manager.remove("webhook");

    var answer = handler.handleRequest(ping, Invoked.of("AFunction"));

    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(sqs.sent()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("tidings.message.Fixtures#names")
  void everyFixtureIsTakenAsItIs(String name) {
    var answer = post(Fixtures.text(name), Fixtures.signatures().get(name));

    assertThat(answer.getStatusCode()).isEqualTo(200);
    var command = (Command.Webhook) MessageJson.read(onlyBody(), Command.class);
    assertThat(command.chat().userId()).isEqualTo("member-000421");
    assertThat(json(command.body().text())).isEqualTo(json(Fixtures.text(name)));
  }

  @Test
  void theWorkedExampleOfTheSignatureHolds() {
    String body =
        "{\"id\":\"m-1\",\"type\":\"Text\",\"text\":\"Hi 👋\",\"direction\":\"Outbound\"}";

    var answer = post(body, "sha256=4bZ2ru77gYlQOXbx7r/utuBfTdaTQ6jFqyb15BPCUMU=");

    assertThat(answer.getStatusCode()).isEqualTo(200);
  }

  @Test
  void aBinaryBodyIsDecodedBeforeItIsChecked() {
    String name = "22-text-emoji-rtl-4byte.json";
    APIGatewayV2HTTPEvent event = event(Fixtures.signatures().get(name));
    event.setBody(Base64.getEncoder().encodeToString(Fixtures.bytes(name)));
    event.setIsBase64Encoded(true);

    assertThat(handler.handleRequest(event, Invoked.of("AFunction")).getStatusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256=",
        "sha256=e1b676aeeefb8189503976f1eebfeeb6e05f4dd69343a8c5ab26f5e413c250c5",
        "sha256=!!!!",
        "sha1=4bZ2ru77gYlQOXbx7r/utuBfTdaTQ6jFqyb15BPCUMU=",
        "sha256=4bZ2ru77gYlQOXbx7r/utuBfTdaTQ6jFqyb15BPCUMU="
      })
  void aWrongSignatureLeavesNothing(String signature) {
    var answer = post(Fixtures.text("01-text-agent.json"), signature);

    assertThat(answer.getStatusCode()).isEqualTo(401);
    assertThat(answer.getHeaders()).containsEntry("x-request-id", "request-1");
    assertThat(sqs.sent()).isEmpty();
  }

  @Test
  void aMissingSignatureLeavesNothing() {
    APIGatewayV2HTTPEvent event = EventLoader.loadApiGatewayHttpEvent("events/webhook.json");

    assertThat(handler.handleRequest(event, Invoked.of("AFunction")).getStatusCode())
        .isEqualTo(401);
    assertThat(sqs.sent()).isEmpty();
  }

  @Test
  void aSecretThatWasJustChangedIsReadAfresh() {
    post("{}", sign("{}"));
    clock.pass(Duration.ofSeconds(10));
    manager.with("webhook", "{\"current\":\"a new secret of Genesys\"}");

    var answer = post("{}", sign("{}", "a new secret of Genesys"));

    assertThat(answer.getStatusCode()).isEqualTo(200);
  }

  @Test
  void duringAChangeBothSecretsAreLive() {
    manager.with(
        "webhook", "{\"current\":\"a new one\",\"previous\":\"%s\"}".formatted(Fixtures.SECRET));

    assertThat(post("{}", sign("{}")).getStatusCode()).isEqualTo(200);
    assertThat(post("{}", sign("{}", "a new one")).getStatusCode()).isEqualTo(200);
  }

  @Test
  void withoutSecretsGenesysIsToTryAgain() {
    manager.remove("webhook");

    assertThat(post("{}", sign("{}")).getStatusCode()).isEqualTo(503);
  }

  @Test
  void whatIsNotKnownToBeOnTheQueueIsToBeSentAgain() {
    sqs.goOut();

    assertThat(post("{}", sign("{}")).getStatusCode()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not JSON", "{\"torn\":", "{} {}", "[]", "{\"id\":\"m-1\"}"})
  void whatNamesNoCustomerIsKeptAllTheSame(String body) {
    var answer = post(body, sign(body));

    assertThat(answer.getStatusCode()).isEqualTo(200);
    var command = (Command.Unroutable) MessageJson.read(onlyBody(), Command.class);
    assertThat(command.body()).isEqualTo(body);
  }

  @Test
  void aBodyThatNoQueueCouldTakeIsTooBig() {
    String body = "[\"" + "x".repeat(Webhook.LIMIT_BYTES) + "\"]";

    assertThat(post(body, sign(body)).getStatusCode()).isEqualTo(413);
  }

  /** It would be kept as text in JSON, and parked as text in JSON once more. */
  @ParameterizedTest
  @ValueSource(strings = {"\0", "\""})
  void aBodyThatGrowsBeyondWhatAQueueTakesIsTooBig(String growing) {
    String body = growing.repeat(Webhook.LIMIT_BYTES);

    assertThat(post(body, sign(body)).getStatusCode()).isEqualTo(413);
    assertThat(sqs.sent()).isEmpty();
  }

  @Test
  void halfACharacterIsNoReasonToRefuse() {
    String body = Fixtures.text("01-text-agent.json").replace("member-000421", "me\\ud83d");

    assertThat(post(body, sign(body)).getStatusCode()).isEqualTo(200);
    var command = (Command.Webhook) MessageJson.read(onlyBody(), Command.class);
    assertThat(command.chat().userId()).isEqualTo("me\uFFFD");
  }

  @ParameterizedTest
  @ValueSource(ints = {901, 1000, 1001, 100_000})
  void whatIsTooDeepIsKeptAsText(int levels) {
    String body =
        Fixtures.text("01-text-agent.json")
            .replace("\"Human\"", "[".repeat(levels - 1) + "]".repeat(levels - 1));

    assertThat(post(body, sign(body)).getStatusCode()).isEqualTo(200);
    assertThat(MessageJson.read(onlyBody(), Command.class)).isInstanceOf(Command.Unroutable.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a#b", "é", "%s"})
  void anIntegrationIdThatNoTableTakesIsNone(String id) {
    String body =
        "{\"channel\":{\"id\":\"%s\",\"to\":{\"id\":\"user-1\"}}}"
            .formatted(id.replace("%s", "x".repeat(65)));

    assertThat(post(body, sign(body)).getStatusCode()).isEqualTo(200);
    assertThat(MessageJson.read(onlyBody(), Command.class)).isInstanceOf(Command.Unroutable.class);
  }

  @Test
  void queueAttributesHoldNothingOfTheCustomer() {
    String name = "01-text-agent.json";
    post(Fixtures.text(name), Fixtures.signatures().get(name));

    var sent = sqs.sent().getFirst();
    assertThat(sent.messageGroupId() + sent.messageDeduplicationId()).doesNotContain("member");
    assertThat(sent.messageAttributes()).containsOnlyKeys("requestId");
    assertThat(sent.messageAttributes().get("requestId").stringValue()).isEqualTo("request-1");
  }

  @Test
  void aWebhookThatIsTakenIsFoundByItsIdsAndShowsNothingElse() {
    String name = "01-text-agent.json";
    JsonNode line = line("taken", () -> post(Fixtures.text(name), Fixtures.signatures().get(name)));

    assertThat(line.path("requestId").asText()).isEqualTo("request-1");
    assertThat(line.path("conversation").asText()).hasSize(43);
    assertThat(line.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "timestamp",
            "level",
            "event",
            "function",
            "requestId",
            "conversation",
            "integrationId",
            "messageId");
  }

  @Test
  void aWebhookWithoutItsSignatureIsCounted() {
    JsonNode line = line("unsigned", () -> post("{}", "sha256=AAAA"));

    assertThat(line.path("WebhooksRefused").asInt()).isOne();
  }

  private static JsonNode line(String event, Runnable work) {
    return Lines.of(event, work).getFirst();
  }

  @Test
  void theSameWebhookAgainHasTheSameDeduplicationId() {
    String name = "15-receipt-published-inbound.json";
    post(Fixtures.text(name), Fixtures.signatures().get(name));
    post(Fixtures.text(name), Fixtures.signatures().get(name));

    assertThat(sqs.sent().get(0).messageDeduplicationId())
        .isEqualTo(sqs.sent().get(1).messageDeduplicationId());
  }

  private static JsonNode json(String text) {
    return MessageJson.read(text, JsonNode.class);
  }

  private String onlyBody() {
    assertThat(sqs.sent()).hasSize(1);
    return sqs.sent().getFirst().messageBody();
  }

  private APIGatewayV2HTTPResponse post(String body, String signature) {
    APIGatewayV2HTTPEvent event = event(signature);
    event.setBody(body);
    return handler.handleRequest(event, Invoked.of("AFunction"));
  }

  private static APIGatewayV2HTTPEvent event(String signature) {
    APIGatewayV2HTTPEvent event = EventLoader.loadApiGatewayHttpEvent("events/webhook.json");
    event.getHeaders().put("x-hub-signature-256", signature);
    return event;
  }

  private static String sign(String body) {
    return sign(body, Fixtures.SECRET);
  }

  private static String sign(String body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] hash = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
      return "sha256=" + Base64.getEncoder().encodeToString(hash);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private WebhookHandler handler() {
    var secrets = new Secrets(manager, clock);
    var installation = new Installation(secrets, "installation");
    var queue = new TranscriptQueue(new FifoQueue(sqs, "transcript"));
    return new WebhookHandler(new Webhook(secrets, "webhook", installation, queue, clock));
  }
}
