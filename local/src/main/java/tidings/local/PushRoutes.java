package tidings.local;

import java.util.Map;
import tidings.local.push.PushFault;
import tidings.local.push.PushSimulator;
import tidings.local.push.Sent;

/** The routes by which a tester sees pushes, and lets phones die. */
record PushRoutes(PushSimulator push, Pages pages) {

  Map<String, Exchanges.Route> routes() {
    return Map.of(
        "GET /push/sent", this::sent,
        "GET /push/devices", _ -> push.devices(),
        "GET /push/violations", _ -> push.violations(),
        "POST /push/faults", this::fault,
        "DELETE /push/faults", this::clearFaults,
        "POST /push/tokens/*", this::token);
  }

  private Object sent(Exchanges.Request request) {
    return request
        .parameter("after")
        .<Object>map(cursor -> pages.after(cursor, push.history(), Sent::json))
        .orElseGet(() -> push.sent().stream().map(Sent::json).toList());
  }

  private Object fault(Exchanges.Request request) {
    push.fault(PushFault.of(request.body()));
    return Map.of();
  }

  private Object clearFaults(Exchanges.Request request) {
    push.clearFaults();
    return Map.of();
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
