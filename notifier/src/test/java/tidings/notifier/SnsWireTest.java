package tidings.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sns.SnsClient;
import tidings.lambda.Aws;
import tidings.lambda.Env;

/** SNS' own protocol, on the wire, with the client as the functions have it. */
class SnsWireTest {
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private CountDownLatch hanging = new CountDownLatch(0);
  private int status = 200;
  private String answer =
      """
      <PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult>\
      <MessageId>push-1</MessageId></PublishResult></PublishResponse>""";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    hanging.countDown();
    server.stop(0);
  }

  @Test
  void aPushNamesItsTargetAndStructure() {
    assertThat(push()).isEqualTo(new Push.Answer.Sent("push-1"));

    assertThat(requests.getFirst())
        .contains("Action=Publish", "TargetArn=arn:endpoint", "MessageStructure=json")
        .contains("AWS.SNS.MOBILE.FCM.TTL");
  }

  @ParameterizedTest
  @CsvSource({
    "400, EndpointDisabled, Gone",
    "404, NotFound, Gone",
    "400, PlatformApplicationDisabled, Refused",
    "403, AuthorizationError, Refused",
    "429, Throttled, Busy",
    "400, Throttling, Busy",
    "500, InternalFailure, Busy",
    "503, ServiceUnavailable, Busy"
  })
  void anErrorIsAskedForOnceAndHasItsEnd(int status, String code, String end) {
    fail(status, code, "no");

    assertThat(push().getClass().getSimpleName()).isEqualTo(end);
    assertThat(requests).hasSize(1);
  }

  @Test
  void anEndpointThatWasDeletedIsGone() {
    fail(
        400,
        "InvalidParameter",
        "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified");

    assertThat(push()).isInstanceOf(Push.Answer.Gone.class);
  }

  @Test
  void nobodyThereMeansLater() {
    server.stop(0);

    assertThat(push()).isInstanceOf(Push.Answer.Busy.class);
  }

  @Test
  @Timeout(4)
  void noAnswerMeansLaterAfterTheGivenTime() throws Exception {
    hanging = new CountDownLatch(1);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(threads.submit(() -> push(Duration.ofMillis(200))).get())
          .isInstanceOf(Push.Answer.Busy.class);
    }
  }

  private void fail(int status, String code, String message) {
    this.status = status;
    answer =
        "<ErrorResponse><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message)
            + "<RequestId>request-1</RequestId></ErrorResponse>";
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        URLDecoder.decode(new String(exchange.getRequestBody().readAllBytes(), UTF_8), UTF_8));
    await(hanging);
    byte[] body = answer.getBytes(UTF_8);
    exchange.getResponseHeaders().add("content-type", "text/xml");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.getMessage());
    }
  }

  private Push.Answer push() {
    return push(Duration.ofSeconds(3));
  }

  private Push.Answer push(Duration longest) {
    var env =
        new Env(
            Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL_SNS", "http://127.0.0.1:" + server.getAddress().getPort()));
    var device =
        new Device(
            new Device.Id(Phones.ALICE, "phone"),
            Platform.FCM,
            "hash",
            "arn:endpoint",
            Phones.about("en"),
            Instant.parse("2026-11-20T09:00:00Z"),
            Told.NOTHING);
    try (var sns = new Aws(env).clientOfOneTry(SnsClient.builder(), "SNS", longest)) {
      return new SnsPush(sns, Preview.NONE)
          .push(Alerts.message("Maja", "Hello"), device, Duration.ofSeconds(898));
    }
  }
}
