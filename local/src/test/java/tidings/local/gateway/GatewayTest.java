package tidings.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tidings.lambda.MovableClock;
import tidings.local.lambda.Functions;
import tidings.local.template.Deployment;

class GatewayTest {
  private static final Deployment.HttpApi API =
      Apis.api(
          List.of(
              Apis.open("GET", "/things/{id}"),
              Apis.open("HEAD", "/things/{id}"),
              Apis.open("POST", "/things/{id}")));

  private RunningGateway gateway;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void theEventTellsTheRequest() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    gateway.send(
        gateway.to("/things/a%20b?x=1&y=%26&x=2").header("X-Two", "one").header("X-Two", "two"));

    var event = gateway.event();
    assertThat(event.getVersion()).isEqualTo("2.0");
    assertThat(event.getRouteKey()).isEqualTo("GET /things/{id}");
    assertThat(event.getRawPath()).isEqualTo("/things/a%20b");
    assertThat(event.getRawQueryString()).isEqualTo("x=1&y=%26&x=2");
    assertThat(event.getPathParameters()).isEqualTo(Map.of("id", "a b"));
    assertThat(event.getQueryStringParameters()).isEqualTo(Map.of("x", "1,2", "y", "&"));
    assertThat(event.getHeaders()).containsEntry("x-two", "one,two");
  }

  @Test
  void theEventTellsItsContext() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    var response = gateway.send(gateway.to("/things/a").header("User-Agent", "a browser"));

    var context = gateway.event().getRequestContext();
    assertThat(context.getHttp().getMethod()).isEqualTo("GET");
    assertThat(context.getHttp().getPath()).isEqualTo("/things/a");
    assertThat(context.getHttp().getSourceIp()).isEqualTo("127.0.0.1");
    assertThat(context.getHttp().getUserAgent()).isEqualTo("a browser");
    assertThat(context.getTime()).isEqualTo("22/Nov/2026:12:00:00 +0000");
    assertThat(context.getTimeEpoch()).isEqualTo(RunningGateway.NOON.toEpochMilli());
    assertThat(response.headers().firstValue("apigw-requestid")).contains(context.getRequestId());
  }

  @Test
  void whatTheRequestLacksIsNullInTheEvent() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    gateway.get("/things/a");

    assertThat(gateway.event().getQueryStringParameters()).isNull();
    assertThat(gateway.event().getCookies()).isNull();
    assertThat(gateway.event().getBody()).isNull();
    assertThat(gateway.event().getIsBase64Encoded()).isFalse();
  }

  @Test
  void jsonComesAsText() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    post("application/json; charset=utf-8", "{\"é\":1}".getBytes(UTF_8));

    assertThat(gateway.event().getBody()).isEqualTo("{\"é\":1}");
    assertThat(gateway.event().getIsBase64Encoded()).isFalse();
  }

  @Test
  void otherBodiesComeInBase64() throws Exception {
    byte[] bytes = {0, (byte) 0xff, 7};
    start((_, _) -> RunningGateway.answer(200, "fine"));

    post("image/png", bytes);

    assertThat(gateway.event().getIsBase64Encoded()).isTrue();
    assertThat(Base64.getDecoder().decode(gateway.event().getBody())).isEqualTo(bytes);
  }

  @Test
  void theAnswerIsTheFunctions() throws Exception {
    start(
        (_, _) ->
            APIGatewayV2HTTPResponse.builder()
                .withStatusCode(418)
                .withHeaders(Map.of("Content-Type", "image/tea", "ETag", "\"1\""))
                .withMultiValueHeaders(Map.of("x-two", List.of("one", "two")))
                .withCookies(List.of("a=1", "b=2"))
                .withBody(Base64.getEncoder().encodeToString("tea".getBytes(UTF_8)))
                .withIsBase64Encoded(true)
                .build());

    var response = gateway.get("/things/a");

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.body()).isEqualTo("tea");
    assertThat(response.headers().firstValue("etag")).contains("\"1\"");
    assertThat(response.headers().firstValue("content-type")).contains("image/tea");
    assertThat(response.headers().allValues("x-two")).containsExactlyInAnyOrder("one", "two");
    assertThat(response.headers().allValues("set-cookie")).containsExactlyInAnyOrder("a=1", "b=2");
  }

  @Test
  void anAnswerWithoutATypeIsPlainText() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    assertThat(gateway.get("/things/a").headers().firstValue("content-type"))
        .contains("text/plain;charset=UTF-8");
  }

  @Test
  void headAnswersTheLengthThatTheFunctionStates() throws Exception {
    start(
        (_, _) ->
            APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withHeaders(Map.of("content-type", "image/png", "content-length", "12345"))
                .build());

    var response = gateway.send(gateway.to("/things/a").HEAD());

    assertThat(response.headers().firstValue("content-length")).contains("12345");
    assertThat(response.body()).isEmpty();
  }

  @Test
  void notModifiedHasNoBody() throws Exception {
    start((_, _) -> RunningGateway.answer(304, "left out"));

    var response = gateway.get("/things/a");

    assertThat(response.statusCode()).isEqualTo(304);
    assertThat(response.body()).isEmpty();
    assertThat(gateway.get("/things/a").statusCode()).isEqualTo(304);
  }

  @Test
  void withoutARouteThereIsNothing() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    var response = gateway.get("/thing/a");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("{\"message\":\"Not Found\"}");
    assertThat(gateway.events()).isEmpty();
  }

  @Test
  void aFunctionThatFailsIsAnInternalError() throws Exception {
    start(
        (_, _) -> {
          throw new Functions.FunctionFailed("it broke", false);
        });

    var response = gateway.get("/things/a");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void aFunctionThatRunsOutOfItsOwnTimeIsAnInternalError() throws Exception {
    start(
        (_, _) -> {
          throw new Functions.FunctionFailed("it took too long", true);
        });

    assertThat(gateway.get("/things/a").statusCode()).isEqualTo(500);
  }

  @Test
  void aBodyThatIsNotTheBase64ItClaimsToBeIsAnInternalError() throws Exception {
    start(
        (_, _) ->
            APIGatewayV2HTTPResponse.builder()
                .withStatusCode(200)
                .withBody("***")
                .withIsBase64Encoded(true)
                .build());

    assertThat(gateway.get("/things/a").statusCode()).isEqualTo(500);
  }

  @Test
  void anAnswerOfAnotherFormIsAnInternalError() throws Exception {
    start((_, _) -> "just text");

    assertThat(gateway.get("/things/a").statusCode()).isEqualTo(500);
  }

  @Test
  void aFunctionBeyondTheGatewaysLimitIsUnavailable() throws Exception {
    var never = new CountDownLatch(1);
    Functions hanging =
        (_, _) -> {
          awaitQuietly(never);
          return RunningGateway.answer(200, "late");
        };
    var clock = new MovableClock();
    gateway =
        new RunningGateway(API, hanging, new Customers("sub", false), clock, Duration.ofMillis(50));

    var response = gateway.get("/things/a");
    never.countDown();

    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body()).isEqualTo("{\"message\":\"Service Unavailable\"}");
  }

  @Test
  void tenMegabytesPass() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    assertThat(post("text/plain", new byte[Request.LARGEST_BODY])).isEqualTo(200);
  }

  @Test
  void moreThanTenMegabytesAreTooLarge() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));

    assertThat(post("text/plain", new byte[Request.LARGEST_BODY + 1])).isEqualTo(413);
    assertThat(gateway.events()).isEmpty();
  }

  @Test
  void aRouteThatHadItsShareIsThrottledUntilItsBucketFills() throws Exception {
    var clock = new MovableClock();
    var api = Apis.api(API.routes(), Map.of(), new Deployment.Throttle(1, 2));
    gateway =
        new RunningGateway(
            api, (_, _) -> RunningGateway.answer(200, ""), new Customers("sub", false), clock);

    assertThat(statuses(3)).containsExactly(200, 200, 429);
    clock.pass(Duration.ofSeconds(1));
    assertThat(statuses(2)).containsExactly(200, 429);
  }

  @Test
  void whatIsMountedGoesFirst() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));
    gateway
        .gateway()
        .mount(
            "/things",
            exchange -> {
              try (exchange) {
                exchange.sendResponseHeaders(202, -1);
              }
            });

    assertThat(gateway.get("/things/a").statusCode()).isEqualTo(202);
    assertThat(gateway.get("/thingsandmore").statusCode()).isEqualTo(404);
  }

  @Test
  void theMountAtTheRootIsOnePage() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"));
    gateway
        .gateway()
        .mount(
            "/",
            exchange -> {
              try (exchange) {
                exchange.sendResponseHeaders(202, -1);
              }
            });

    assertThat(gateway.get("/").statusCode()).isEqualTo(202);
    assertThat(gateway.get("/things/a").statusCode()).isEqualTo(200);
  }

  private void start(Functions functions) throws Exception {
    gateway = new RunningGateway(API, functions);
  }

  private int post(String type, byte[] body) throws Exception {
    return gateway
        .send(
            gateway
                .to("/things/a")
                .header("content-type", type)
                .POST(BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  private List<Integer> statuses(int requests) throws Exception {
    var statuses = new ArrayList<Integer>();
    for (int i = 0; i < requests; i++) {
      statuses.add(gateway.get("/things/a").statusCode());
    }
    return statuses;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
