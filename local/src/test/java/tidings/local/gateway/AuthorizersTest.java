package tidings.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tidings.lambda.MovableClock;
import tidings.local.lambda.Functions;
import tidings.local.template.Deployment;

class AuthorizersTest {
  private static final Deployment.HttpApi API =
      Apis.api(
          List.of(
              Apis.behind("Service", "GET", "/offers/{id}"),
              Apis.behind("Customer", "GET", "/chats/{userId}")),
          Map.of(
              "Service", new Deployment.Asked("Keys", List.of("x-api-key")),
              "Customer", new Deployment.Jwt("http://127.0.0.1:1/nobody", List.of("app"))),
          new Deployment.Throttle(1000, 1000));

  private RunningGateway gateway;

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void whatTheAuthorizerSaysReachesTheFunction() throws Exception {
    start(Map.of("isAuthorized", true, "context", Map.of("caller", "crm")));

    assertThat(callWithKey().statusCode()).isEqualTo(200);
    assertThat(gateway.event().getRequestContext().getAuthorizer().getLambda())
        .isEqualTo(Map.of("caller", "crm"));
  }

  @Test
  void theAuthorizerIsToldTheRequest() throws Exception {
    start(Map.of("isAuthorized", true));

    callWithKey();

    var event = (APIGatewayV2CustomAuthorizerEvent) gateway.events().getFirst();
    assertThat(event.getVersion()).isEqualTo("2.0");
    assertThat(event.getType()).isEqualTo("REQUEST");
    assertThat(event.getIdentitySource()).containsExactly("the key");
    assertThat(event.getRouteKey()).isEqualTo("GET /offers/{id}");
    assertThat(event.getPathParameters()).isEqualTo(Map.of("id", "7"));
    assertThat(event.getHeaders()).containsEntry("x-api-key", "the key");
  }

  @Test
  void withoutTheHeaderTheAuthorizerIsNotAsked() throws Exception {
    start(Map.of("isAuthorized", true));

    var response = gateway.get("/offers/7");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(gateway.events()).isEmpty();
  }

  @Test
  void whoeverIsNotAuthorizedIsForbidden() throws Exception {
    start(Map.of("isAuthorized", false));

    var response = callWithKey();

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).isEqualTo("{\"message\":\"Forbidden\"}");
  }

  @Test
  void anAnswerWithoutTheVerdictIsAnInternalError() throws Exception {
    start(Map.of("authorized", true));

    assertThat(callWithKey().statusCode()).isEqualTo(500);
  }

  @Test
  void anAuthorizerThatFailsIsAnInternalError() throws Exception {
    start(
        (_, _) -> {
          throw new Functions.FunctionFailed("no keys", true);
        },
        false);

    var response = callWithKey();

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("{\"message\":\"Internal Server Error\"}");
  }

  @Test
  void anOpenGatewayTakesThePathsUser() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"), true);

    assertThat(gateway.get("/chats/ann%40home").statusCode()).isEqualTo(200);
    assertThat(gateway.event().getRequestContext().getAuthorizer().getJwt().getClaims())
        .isEqualTo(Map.of("sub", "ann@home"));
  }

  @Test
  void anOpenGatewayStillChecksTokensThatAreThere() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"), true);

    var response = gateway.send(gateway.to("/chats/ann").header("Authorization", "Bearer x"));

    assertThat(response.statusCode()).isEqualTo(401);
  }

  @Test
  void anOpenGatewayStillAsksForTheKeyOfServices() throws Exception {
    start((_, _) -> RunningGateway.answer(200, "fine"), true);

    assertThat(gateway.get("/offers/7").statusCode()).isEqualTo(401);
  }

  private void start(Object verdict) throws Exception {
    start(
        (_, event) ->
            event instanceof APIGatewayV2HTTPEvent ? RunningGateway.answer(200, "fine") : verdict,
        false);
  }

  private void start(Functions functions, boolean open) throws Exception {
    gateway = new RunningGateway(API, functions, new Customers("sub", open), new MovableClock());
  }

  private HttpResponse<String> callWithKey() throws Exception {
    return gateway.send(gateway.to("/offers/7").header("X-Api-Key", "the key"));
  }
}
