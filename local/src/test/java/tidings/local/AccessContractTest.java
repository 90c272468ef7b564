package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every route of a kind refuses, whatever it does. */
class AccessContractTest {
  private static final OpenApi API = OpenApi.read();
  private static final int LIMIT_BYTES = 256 * 1024;
  private static final int LIMIT_BYTES_OF_GATEWAY = 10 * 1024 * 1024;

  private final Callers callers = Callers.of(RunningStack.uri());

  static Stream<OpenApi.Operation> customers() {
    return securedBy("customer");
  }

  static Stream<OpenApi.Operation> services() {
    return securedBy("service");
  }

  private static Stream<OpenApi.Operation> securedBy(String scheme) {
    return API.operations().stream().filter(one -> API.security(one).equals(Optional.of(scheme)));
  }

  static Stream<OpenApi.Operation> withIntegration() {
    return API.operations().stream().filter(one -> one.path().contains("{integrationId}"));
  }

  static Stream<OpenApi.Operation> withBody() {
    return Stream.concat(customers(), services()).filter(one -> one.node().has("requestBody"));
  }

  @ParameterizedTest
  @MethodSource("customers")
  void customersNeedAToken(OpenApi.Operation operation) {
    String path = callers.path(operation, "careless");
    var nobody = callers.anybody();

    assertThat(call(nobody, operation, path, "{}").status()).isEqualTo(401);
    assertThat(call(nobody.with("authorization", "Bearer x.y.z"), operation, path, "{}").status())
        .isEqualTo(401);
    assertThat(call(callers.service(), operation, path, "{}").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("customers")
  void customersAreKeptFromOthers(OpenApi.Operation operation) {
    String path = callers.path(operation, "victim");

    Caller.Answer answer = call(callers.customer("curious"), operation, path, "{}");

    assertThat(answer.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @MethodSource("services")
  void servicesNeedAKey(OpenApi.Operation operation) {
    String path = callers.path(operation, "anybody");
    var nobody = callers.anybody();

    assertThat(call(nobody, operation, path, "{}").status()).isEqualTo(401);
    assertThat(call(nobody.with("x-api-key", "wrong"), operation, path, "{}").status())
        .isEqualTo(403);
    assertThat(call(callers.customer("anybody"), operation, path, "{}").status()).isEqualTo(401);
  }

  @ParameterizedTest
  @MethodSource("withIntegration")
  void anIntegrationMustExist(OpenApi.Operation operation) {
    String path = callers.path(operation, "lost", "no-such-integration");

    assertThat(call(allowed(operation, "lost"), operation, path, "{}").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void aBodyMustBeJson(OpenApi.Operation operation) {
    String path = callers.path(operation, "typed");
    Caller caller = allowed(operation, "typed");

    Caller.Answer form = call(caller.with("content-type", "text/plain"), operation, path, "a=b");

    assertThat(form.status()).isEqualTo(415);
    assertThat(call(caller, operation, path, "{\"a\":").status()).isEqualTo(422);
    assertThat(call(caller, operation, path, "[]").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void anEmptyObjectIsNotValid(OpenApi.Operation operation) {
    String path = callers.path(operation, "silent");

    Caller.Answer answer = call(allowed(operation, "silent"), operation, path, "{}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("withBody")
  void aBodyOverTheLimitIsRefused(OpenApi.Operation operation) {
    String path = callers.path(operation, "talkative");
    String body = "{\"more\":\"" + "x".repeat(LIMIT_BYTES) + "\"}";

    Caller.Answer answer = call(allowed(operation, "talkative"), operation, path, body);

    assertThat(answer.status()).isEqualTo(413);
  }

  @Test
  void theGatewayRefusesWhatIsHuge() {
    String body = "x".repeat(LIMIT_BYTES_OF_GATEWAY + 1);

    Caller.Answer answer = callers.customer("huge").post(callers.chat("huge"), body);

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.json().path("message").asText()).isEqualTo("Request Entity Too Large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacitor://localhost",
        "ionic://localhost",
        "http://localhost",
        "https://localhost"
      })
  void anAppAsksForLeaveAndGetsIt(String origin) throws Exception {
    var request =
        HttpRequest.newBuilder(callers.stack().resolve(callers.chat("cross-origin")))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("origin", origin)
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization, if-none-match");

    var headers =
        HttpClient.newHttpClient()
            .send(request.build(), HttpResponse.BodyHandlers.discarding())
            .headers();

    assertThat(headers.firstValue("access-control-allow-origin")).contains(origin);
    assertThat(headers.firstValue("access-control-allow-headers").orElseThrow())
        .contains("authorization", "if-none-match");
  }

  private Caller allowed(OpenApi.Operation operation, String userId) {
    boolean isService = API.security(operation).equals(Optional.of("service"));
    return isService ? callers.service() : callers.customer(userId);
  }

  /** A body goes only where one is described. */
  private static Caller.Answer call(
      Caller caller, OpenApi.Operation operation, String path, String body) {
    boolean takesBody = operation.node().has("requestBody");
    return caller.call(operation.method(), path, takesBody ? body : "");
  }
}
