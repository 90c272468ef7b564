package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Invoked;
import tidings.lambda.MovableClock;
import tidings.lambda.Secrets;

class AuthorizerHandlerTest {
  /** SHA-256 of "abc" and of the empty string (FIPS 180-2, appendix B.1). */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final String EMPTY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final MovableClock clock = new MovableClock();
  private final FixedSecrets manager =
      new FixedSecrets().with("keys", "{\"current\":\"%s\",\"previous\":\"\"}".formatted(ABC));
  private final AuthorizerHandler handler =
      new AuthorizerHandler(new ApiKeys(new Secrets(manager, clock), "keys"));

  @Test
  void aLiveKeyIsAdmitted() {
    assertThat(ask("abc")).containsEntry("isAuthorized", true);
  }

  @Test
  void anotherKeyIsNot() {
    assertThat(ask("abd")).containsEntry("isAuthorized", false);
    assertThat(ask(ABC)).containsEntry("isAuthorized", false);
    assertThat(ask("")).containsEntry("isAuthorized", false);
  }

  @Test
  void duringAChangeBothKeysAreLive() {
    manager.with("keys", "{\"current\":\"%s\",\"previous\":\"%s\"}".formatted(EMPTY, ABC));

    assertThat(ask("abc")).containsEntry("isAuthorized", true);
    assertThat(ask("")).containsEntry("isAuthorized", true);
  }

  @Test
  void aNewKeyIsKnownWithoutDelay() {
    ask("abc");
    clock.pass(Duration.ofSeconds(10));
    manager.with("keys", "{\"current\":\"%s\"}".formatted(EMPTY));

    assertThat(ask("")).containsEntry("isAuthorized", true);
  }

  @Test
  void thePingOfTheScheduleAdmitsNobodyAndNeedsNoKeys() {
    var ping = new APIGatewayV2CustomAuthorizerEvent();
    ping.setRouteKey("ping");
    manager.remove("keys");

    assertThat(handler.handleRequest(ping, Invoked.of("AFunction")))
        .containsExactly(Map.entry("isAuthorized", false));
  }

  private Map<String, Object> ask(String key) {
    var event = new APIGatewayV2CustomAuthorizerEvent();
    event.setHeaders(Map.of("x-api-key", key));
    return handler.handleRequest(event, Invoked.of("AFunction"));
  }
}
