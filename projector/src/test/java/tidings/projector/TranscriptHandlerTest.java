package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.FifoQueue;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Invoked;
import tidings.lambda.Secrets;

class TranscriptHandlerTest {
  private static final String CHAT = "/transcript/integration/{integrationId}/user/{userId}";
  private static final String OFFERS = "/notification/integration/{integrationId}/user/{userId}";

  private final World world = new World();
  private final TranscriptHandler handler = handler();

  @Test
  void aReadMarkIsAnsweredWithoutContentOnceItIsOnTheQueue() {
    assertThat(call("PUT " + CHAT + "/read", "integration-1", "{\"upTo\":0}").getStatusCode())
        .isEqualTo(204);
    assertThat(world.sqs.sent()).hasSize(1);
  }

  @Test
  void whatIsNotKnownToBeAcceptedIsToBeSentAgain() {
    world.sqs.goOut();

    assertThat(call("PUT " + CHAT + "/read", "integration-1", "{\"upTo\":0}").getStatusCode())
        .isEqualTo(503);
  }

  @Test
  void offersHaveIntegrationsOfTheirOwn() {
    assertThat(call("GET " + OFFERS, "offers-1", "").getBody()).contains("\"notifications\":[]");
    assertThat(call("GET " + OFFERS, "integration-1", "").getStatusCode()).isEqualTo(404);
    assertThat(call("GET " + CHAT, "offers-1", "").getStatusCode()).isEqualTo(404);
  }

  @Test
  void whoAsksWithoutParametersGetsNoEmptyContent() {
    world.project(world.agentSays("m-1"));
    world.project(world.agentSendsFiles("m-2"));

    assertThat(page(Map.of(), "").getBody()).contains("\"content\":null", "\"content\":[{");
    assertThat(page(Map.of("limit", "9"), "").getBody())
        .contains("\"content\":[],", "\"content\":[{");
  }

  @Test
  void anEtagNamesItsOwnPageOnly() {
    List.of("m-1", "m-2", "m-3").forEach(id -> world.project(world.agentSays(id)));
    String before = world.transcript.newest(world.chat, 1).before().text();
    String another = world.transcript.newest(world.chat, 2).before().text();

    String etag = page(Map.of("before", before, "limit", "1"), "").getHeaders().get("etag");

    assertThat(page(Map.of("before", before, "limit", "1"), etag).getStatusCode()).isEqualTo(304);
    assertThat(page(Map.of("before", another, "limit", "1"), etag).getStatusCode()).isEqualTo(200);
    assertThat(page(Map.of("before", before, "limit", "2"), etag).getStatusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "%s              | 304",
        "W/%s            | 304",
        "\"a,b\", W/%s   | 304",
        "*               | 304",
        "\"a\"           | 200"
      })
  void whatTheAppKnowsIsComparedAsHttpSays(String known, int status) {
    world.project(world.agentSays("m-1"));
    String etag = page(Map.of(), "").getHeaders().get("etag");

    assertThat(page(Map.of(), known.replace("%s", etag)).getStatusCode()).isEqualTo(status);
  }

  private APIGatewayV2HTTPResponse page(Map<String, String> query, String ifNoneMatch) {
    APIGatewayV2HTTPEvent event = event("GET " + CHAT, "integration-1", "");
    event.setQueryStringParameters(query);
    event.setHeaders(Map.of("if-none-match", ifNoneMatch));
    return handler.handleRequest(event, Invoked.of("AFunction"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET " + CHAT,
        "PUT " + CHAT + "/read",
        "POST " + CHAT + "/messages/{id}/retry",
        "GET " + OFFERS,
        "PUT " + OFFERS
      })
  void nobodyReadsOrMarksWhatIsAnothers(String route) {
    APIGatewayV2HTTPEvent event = event(route, "integration-1", "{}");
    event.setPathParameters(Map.of("integrationId", "integration-1", "userId", "user-2"));

    assertThat(handler.handleRequest(event, Invoked.of("AFunction")).getStatusCode())
        .isEqualTo(403);
  }

  private APIGatewayV2HTTPResponse call(String route, String integrationId, String body) {
    return handler.handleRequest(event(route, integrationId, body), Invoked.of("AFunction"));
  }

  private static APIGatewayV2HTTPEvent event(String route, String integrationId, String body) {
    var jwt = new RequestContext.Authorizer.JWT();
    jwt.setClaims(Map.of("sub", "user-1"));
    var authorizer = new RequestContext.Authorizer();
    authorizer.setJwt(jwt);
    var context = new RequestContext();
    context.setRequestId("request-1");
    context.setAuthorizer(authorizer);
    var event = new APIGatewayV2HTTPEvent();
    event.setRouteKey(route);
    event.setRequestContext(context);
    event.setHeaders(Map.of("content-type", "application/json"));
    event.setPathParameters(Map.of("integrationId", integrationId, "userId", "user-1"));
    event.setBody(body);
    return event;
  }

  private TranscriptHandler handler() {
    // The key under which the world keeps its user.
    var manager = new FixedSecrets().with("installation", "{\"key\":\"\\u0007\"}");
    var queue = new FifoQueue(world.sqs, "transcript");
    return new TranscriptHandler(
        new TranscriptHandler.Wiring(
            world.transcript,
            world.offers,
            new Links(world.bucket, java.time.Duration.ofMinutes(10)),
            new Wishes(world.transcript, world.offers, queue),
            new TranscriptHandler.Callers(
                new Secrets(manager, world.clock),
                "installation",
                Set.of("integration-1"),
                Set.of("offers-1"),
                "sub")));
  }
}
