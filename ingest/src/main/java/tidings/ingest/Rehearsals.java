package tidings.ingest;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tidings.lambda.Env;
import tidings.lambda.Samples;
import tidings.lambda.Secret;
import tidings.lambda.StandIn;

/** What this module's functions do before their snapshots are taken. */
final class Rehearsals {
  private static final String CHAT = "/transcript/integration/{integrationId}/user/{userId}";

  private Rehearsals() {}

  /** An agent's message comes. */
  static void webhook(Env env) {
    String body =
        """
        {"id":"rehearsal","type":"Text","text":"Hello","direction":"Outbound","originatingEntity":"Human",
         "channel":{"id":"rehearsal","platform":"Open","type":"Private","to":{"id":"customer","idType":"Opaque"},
          "time":"2026-01-01T00:00:00.000Z"}}
        """;
    Secret secret = new Secret(StandIn.SECRET);
    String signature = Signature.of(body.getBytes(StandardCharsets.UTF_8), secret);
    var call =
        new Samples(env)
            .call("POST /webhook/genesys", Map.of("x-hub-signature-256", signature), body);

    expect(200, new Samples(env).handle(new WebhookHandler(env), call));
  }

  /** A customer writes, types and asks for a place to put a file. */
  static void app(Env env) {
    var handler = new AppHandler(env);
    var samples = new Samples(env);
    String hash = "A".repeat(43) + "=";
    String file = "{\"mime\":\"image/jpeg\",\"bytes\":1,\"sha256\":\"%s\"}".formatted(hash);

    expect(
        202,
        samples.handle(
            handler,
            samples.call("POST " + CHAT, Map.of(), "{\"id\":\"m-1\",\"text\":\"Hello\"}")));
    expect(202, samples.handle(handler, samples.call("POST " + CHAT + "/typing", Map.of(), "")));
    expect(
        201,
        samples.handle(
            handler,
            samples.call(
                "POST /uploads/integration/{integrationId}/user/{userId}", Map.of(), file)));
  }

  /** A service shows its key, and it is none. */
  static void authorizer(Env env) {
    var event = new APIGatewayV2CustomAuthorizerEvent();
    event.setHeaders(Map.of("x-api-key", "rehearsal"));

    var _ = new Samples(env).handle(new AuthorizerHandler(env), event);
  }

  private static void expect(int status, APIGatewayV2HTTPResponse answer) {
    if (answer.getStatusCode() != status) {
      throw new IllegalStateException("the rehearsal ended with " + answer.getStatusCode());
    }
  }
}
