package tidings.local;

import java.util.Map;
import tidings.local.push.PushSimulator;
import tidings.local.push.Sent;

/** The routes by which a tester sees pushes, and lets phones die. */
record PushRoutes(PushSimulator push, Pages pages) {

  Map<String, Exchanges.Route> routes() {
    return Map.of(
        "GET /push/sent", this::sent,
        "GET /push/devices", _ -> push.devices(),
        "POST /push/tokens/*", this::token);
  }

  private Object sent(Exchanges.Request request) {
    return request
        .parameter("after")
        .<Object>map(cursor -> pages.after(cursor, push.history(), Sent::json))
        .orElseGet(() -> push.sent().stream().map(Sent::json).toList());
  }

  private Object token(Exchanges.Request request) {
    if (request.body().path("enabled").asBoolean(true)) {
      push.revive(request.rest());
    } else {
      push.kill(request.rest());
    }
    return Map.of();
  }
}
