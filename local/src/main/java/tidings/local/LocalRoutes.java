package tidings.local;

import com.sun.net.httpserver.HttpHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tidings.local.trail.Step;
import tidings.local.trail.Trail;

/** The routes under {@code /local}: what a tester needs to play customer, agent, phone and ops. */
record LocalRoutes(
    Issuer issuer,
    GenesysRoutes genesys,
    PushRoutes push,
    QueueRoutes queues,
    Trail trail,
    Pages pages,
    Map<String, Object> config) {
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);

  static final String PREFIX = "/local";

  HttpHandler handler() {
    var routes = new HashMap<String, Exchanges.Route>();
    routes.put("POST /token", this::token);
    routes.put("GET /.well-known/openid-configuration", _ -> issuer.configuration());
    routes.put("GET /.well-known/jwks.json", _ -> issuer.publicKeys());
    routes.put("GET /config", _ -> config);
    routes.put("GET /steps", this::steps);
    routes.putAll(genesys.routes());
    routes.putAll(push.routes());
    routes.putAll(queues.routes());
    return Exchanges.routes(PREFIX, routes);
  }

  private Object token(Exchanges.Request request) {
    long seconds = request.body().path("expiresInSeconds").asLong(TOKEN_LIFE.toSeconds());
    return Map.of("token", issuer.token(request.text("userId"), Duration.ofSeconds(seconds)));
  }

  private Object steps(Exchanges.Request request) {
    return pages.after(request.parameter("after").orElse(""), trail, Step::json);
  }
}
