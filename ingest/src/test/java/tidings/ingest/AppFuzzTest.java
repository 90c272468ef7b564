package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tidings.lambda.Allocated;
import tidings.lambda.Invoked;
import tidings.message.BrokenJson;
import tidings.message.BrokenJson.Body;
import tidings.message.Command;
import tidings.message.HostileValues;
import tidings.message.MessageJson;

/**
 * Whatever comes to the app's routes is accepted or refused in the API's form, and what is accepted
 * can be read behind the queue. A million inputs: {@code mvn -q -pl ingest -am test
 * -Dtest=AppFuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.fuzz=1000000}.
 */
class AppFuzzTest {
  private static final String OF_USER = "/integration/{integrationId}/user/{userId}";
  private static final List<String> ROUTES =
      List.of(
          "POST /transcript" + OF_USER,
          "POST /transcript" + OF_USER,
          "POST /transcript" + OF_USER,
          "POST /transcript" + OF_USER + "/typing",
          "POST /transcript" + OF_USER + "/end",
          "POST /uploads" + OF_USER,
          "POST /notification" + OF_USER,
          "POST /agentless" + OF_USER,
          "POST /conversations/{conversationId}/ended",
          "GET /m/{id}",
          "HEAD /m/{id}");

  private static final BrokenJson BROKEN =
      new BrokenJson(
          List.of(
              """
              {"id":"app-1","text":"Hello","from":{"nickname":"Rana","firstName":"R","lastName":"A"},
               "customAttributes":{"language":"sv","App version":"4"}}
              """,
              """
              {"text":"See","attachment":{"uploadId":"00000000-0000-4000-8000-000000000000"}}
              """,
              """
              {"reply":{"to":"m-1","type":"QuickReply","text":"Yes","payload":"yes"}}
              """,
              """
              {"location":{"latitude":59.33,"longitude":18.06,"accuracyMeters":12}}
              """,
              """
              {"id":"app-2","fileString":"%s"}
              """
                  .formatted(Base64.getEncoder().encodeToString(World.PNG)),
              """
              {"mime":"image/png","bytes":184320,"filename":"a.png",
               "sha256":"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="}
              """,
              """
              {"id":"o-1","type":"text","content":"Ten per cent","fromId":"shop",
               "expiresAt":"2026-12-01T00:00:00Z"}
              """,
              """
              {"id":"a-1","text":"On its way","useExistingActiveConversation":true}
              """,
              """
              {"by":"agent"}
              """));

  private static final Set<Integer> KNOWN = Set.of(201, 202, 403, 404, 413, 415, 422);

  private final World world = new World();
  private final AppHandler handler = world.handler(Set.of(FileType.values()));

  /** A request, with the user whom its token names. */
  record Request(
      String route,
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> headers,
      String user,
      Body body) {}

  @Property(seed = "1")
  void everyRequestIsAnsweredInTheForm(@ForAll("requests") Request request) {
    var answer = send(request);

    assertThat(answer.getStatusCode()).isIn(KNOWN);
    assertThat(answer.getHeaders()).containsEntry("x-request-id", "request-1");
    if (answer.getStatusCode() >= 400) {
      assertProblem(answer);
    } else {
      world.sqs.sent().forEach(sent -> MessageJson.read(sent.messageBody(), Command.class));
    }
  }

  private static void assertProblem(APIGatewayV2HTTPResponse answer) {
    JsonNode problem = World.json(answer);

    assertThat(answer.getHeaders()).containsEntry("content-type", "application/problem+json");
    assertThat(problem.path("status").intValue()).isEqualTo(answer.getStatusCode());
    assertThat(problem.path("title").textValue()).isNotBlank().isNotEqualTo("Error");
    assertThat(problem.path("detail").textValue()).isNotBlank();
    assertThat(answer.getBody().length()).isLessThan(100_000);
  }

  @Example
  void aBodyThatIsTooBigTakesNoMoreThanItself() {
    assertThat(allocatedPerByte("{\"a\":[" + "0,".repeat(2_000_000) + "0]}", 413)).isLessThan(20);
  }

  @Example
  void depthTakesNoMemory() {
    assertThat(allocatedPerByte(HostileValues.nested(10_000), 422)).isLessThan(150);
  }

  @Example
  void fieldsTakeMemoryAsTheirTextDoes() {
    assertThat(allocatedPerByte(HostileValues.wide(30_000), 422)).isLessThan(150);
    assertThat(allocatedPerByte("{\"customAttributes\":" + HostileValues.wide(30_000) + "}", 422))
        .isLessThan(150);
  }

  private long allocatedPerByte(String json, int status) {
    var path = Map.of("integrationId", "integration-1", "userId", "user-1");
    var headers = Map.of("content-type", "application/json");
    var body = Body.of(json);
    var request = new Request(ROUTES.getFirst(), path, Map.of(), headers, "user-1", body);

    assertThat(send(request).getStatusCode()).isEqualTo(status);
    return Allocated.by(() -> send(request)) / json.length();
  }

  @Provide
  Arbitrary<Request> requests() {
    return Arbitraries.randomValue(AppFuzzTest::request);
  }

  private static Request request(Random random) {
    String route = ROUTES.get(random.nextInt(ROUTES.size()));
    String user = usually("user-1", random);
    String integration = route.contains("notification") ? "offers-1" : "integration-1";
    return new Request(
        route,
        Map.of(
            "integrationId",
            usually(integration, random),
            "userId",
            usually(user, random),
            "conversationId",
            usually("c-1", random),
            "id",
            hostile(random)),
        Map.of(hostile(random), hostile(random)),
        Map.of("content-type", usually("application/json", random), hostile(random), "x"),
        user,
        BROKEN.body(random));
  }

  private static String usually(String usual, Random random) {
    return random.nextInt(20) == 0 ? hostile(random) : usual;
  }

  private static String hostile(Random random) {
    return MessageJson.read(HostileValues.text(random), String.class);
  }

  private APIGatewayV2HTTPResponse send(Request request) {
    world.sqs.sent().clear();
    var jwt =
        RequestContext.Authorizer.JWT.builder().withClaims(Map.of("sub", request.user)).build();
    var authorizer = RequestContext.Authorizer.builder().withJwt(jwt).build();
    var event =
        APIGatewayV2HTTPEvent.builder()
            .withRouteKey(request.route)
            .withPathParameters(request.path)
            .withQueryStringParameters(request.query)
            .withHeaders(request.headers)
            .withRequestContext(
                RequestContext.builder()
                    .withRequestId("request-1")
                    .withDomainName("api.example.com")
                    .withAuthorizer(authorizer)
                    .build())
            .withBody(Base64.getEncoder().encodeToString(request.body.bytes()))
            .withIsBase64Encoded(true)
            .build();
    return handler.handleRequest(event, Invoked.of("rehearsal"));
  }
}
