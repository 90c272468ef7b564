package tidings.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tidings.lambda.Allocated;
import tidings.lambda.FifoQueue;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Invoked;
import tidings.lambda.MovableClock;
import tidings.lambda.RecordingSqs;
import tidings.lambda.Secret;
import tidings.lambda.Secrets;
import tidings.message.BrokenJson;
import tidings.message.BrokenJson.Body;
import tidings.message.Command;
import tidings.message.Fixtures;
import tidings.message.GenesysWebhook;
import tidings.message.HostileValues;
import tidings.message.MessageJson;

/**
 * Whatever is signed is taken or refused, and what is taken can be read behind the queue. A million
 * inputs: {@code mvn -q -pl ingest -am test -Dtest=WebhookFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.fuzz=1000000}.
 */
class WebhookFuzzTest {
  private static final BrokenJson BROKEN = BrokenJson.webhooks();

  /** Nothing grows more than nine times on its way: U+0000 as text within text. */
  private static final int MAY_BE_TOO_BIG = 100 * 1024;

  private static final Secret SECRET = new Secret(Fixtures.SECRET);

  private final MovableClock clock = new MovableClock();
  private final RecordingSqs sqs = new RecordingSqs();
  private final WebhookHandler handler = handler();

  @Property(seed = "1")
  void whatIsSignedIsTaken(@ForAll("bodies") Body body) {
    var answer = post(body, Map.of("x-hub-signature-256", Signature.of(body.bytes(), SECRET)));

    assertThat(answer.getHeaders()).containsKey("x-request-id");
    if (body.bytes().length > MAY_BE_TOO_BIG && answer.getStatusCode() == 413) {
      assertThat(sqs.sent()).isEmpty();
      return;
    }
    assertThat(answer.getStatusCode()).isEqualTo(200);
    assertThat(sqs.sent()).hasSize(1);
    assertReadable(sqs.sent().getFirst().messageBody());
  }

  @Property(seed = "1")
  void whatIsNotSignedIsRefused(
      @ForAll("bodies") Body body, @ForAll("headers") Map<String, String> headers) {
    var answer = post(body, headers);

    boolean isTooBig = body.bytes().length > Webhook.LIMIT_BYTES;
    assertThat(answer.getStatusCode()).isEqualTo(isTooBig ? 413 : 401);
    assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
    assertThat(sqs.sent()).isEmpty();
  }

  @Example
  void whatIsTooBigTakesNoMemory() {
    assertThat(allocatedPerByte("0".repeat(2_000_000), 413)).isLessThan(20);
  }

  @Example
  void depthTakesNoMemory() {
    assertThat(allocatedPerByte(HostileValues.nested(10_000), 200)).isLessThan(150);
    assertThat(allocatedPerByte("[".repeat(Webhook.LIMIT_BYTES), 200)).isLessThan(150);
  }

  @Example
  void fieldsTakeMemoryAsTheirTextDoes() {
    String webhook = Fixtures.text("01-text-agent.json");
    String wide = webhook.replace("\"Human\"", HostileValues.wide(80_000));

    assertThat(allocatedPerByte(wide, 200)).isLessThan(150);
  }

  private long allocatedPerByte(String json, int status) {
    Body body = Body.of(json);
    var headers = Map.of("x-hub-signature-256", Signature.of(body.bytes(), SECRET));

    assertThat(post(body, headers).getStatusCode()).isEqualTo(status);
    return Allocated.by(() -> post(body, headers)) / json.length();
  }

  /** Ends as the projector would: parked, or with what the webhook says. */
  private static void assertReadable(String message) {
    switch (MessageJson.read(message, Command.class)) {
      case Command.Webhook webhook -> {
        var json = MessageJson.read(webhook.body().text(), JsonNode.class);
        assertThat(GenesysWebhook.read(json, webhook.acceptedAt()).kind()).isNotNull();
      }
      case Command.Unroutable unroutable -> assertThat(unroutable.reason()).isNotBlank();
      case Command other -> throw new AssertionError("not a webhook: " + other.getClass());
    }
  }

  @Provide
  Arbitrary<Body> bodies() {
    return Arbitraries.randomValue(BROKEN::body);
  }

  @Provide
  Arbitrary<Map<String, String>> headers() {
    return Arbitraries.randomValue(WebhookFuzzTest::headers);
  }

  private static Map<String, String> headers(Random random) {
    var headers = new HashMap<String, String>();
    String value = MessageJson.read(HostileValues.text(random), String.class);
    String hash =
        Base64.getEncoder().encodeToString(value.repeat(random.nextInt(9)).getBytes(UTF_8));
    switch (random.nextInt(4)) {
      case 0 -> headers.put("x-hub-signature-256", value);
      case 1 -> headers.put("x-hub-signature-256", "sha256=" + value);
      case 2 -> headers.put("x-hub-signature-256", "sha256=" + hash);
      default -> headers.put(value, hash);
    }
    return headers;
  }

  private APIGatewayV2HTTPResponse post(Body body, Map<String, String> headers) {
    sqs.sent().clear();
    var event =
        APIGatewayV2HTTPEvent.builder()
            .withRouteKey("POST /webhook/genesys")
            .withHeaders(headers)
            .withRequestContext(RequestContext.builder().withRequestId("request-1").build())
            .withBody(Base64.getEncoder().encodeToString(body.bytes()))
            .withIsBase64Encoded(true)
            .build();
    return handler.handleRequest(event, Invoked.of("rehearsal"));
  }

  private WebhookHandler handler() {
    var manager =
        new FixedSecrets()
            .with("webhook", "{\"current\":\"%s\"}".formatted(Fixtures.SECRET))
            .with("installation", "{\"key\":\"installation key\"}");
    var secrets = new Secrets(manager, clock);
    var queue = new TranscriptQueue(new FifoQueue(sqs, "transcript"));
    return new WebhookHandler(
        new Webhook(secrets, "webhook", new Installation(secrets, "installation"), queue, clock));
  }
}
