package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.StreamSupport;
import tidings.local.genesys.Fault;
import tidings.local.genesys.GenesysSimulator;
import tidings.local.genesys.Received;

/** The routes by which a tester plays the agent, and Genesys' bad days. */
record GenesysRoutes(GenesysSimulator genesys, Pages pages) {

  Map<String, Exchanges.Route> routes() {
    return Map.of(
        "POST /genesys/say", this::say,
        "POST /genesys/typing", this::typing,
        "GET /genesys/conversations", _ -> genesys.conversations(),
        "GET /genesys/received", this::received,
        "GET /genesys/limit", _ -> genesys.rateLimit(),
        "GET /genesys/faults", _ -> genesys.faults().stream().map(Fault::json).toList(),
        "POST /genesys/faults", this::fault,
        "PUT /genesys/faults", this::replaceFaults,
        "DELETE /genesys/faults", this::clearFaults);
  }

  private Object say(Exchanges.Request request) {
    JsonNode body = request.body().path("body");
    String id =
        body.isObject()
            ? genesys.send(body)
            : genesys.say(
                request.text("integrationId"), request.text("userId"), request.text("text"));
    return Map.of("id", id);
  }

  private Object typing(Exchanges.Request request) {
    return Map.of("id", genesys.typing(request.text("integrationId"), request.text("userId")));
  }

  private Object received(Exchanges.Request request) {
    return request
        .parameter("after")
        .<Object>map(cursor -> pages.after(cursor, genesys.history(), Received::json))
        .orElseGet(() -> genesys.received().stream().map(Received::json).toList());
  }

  private Object fault(Exchanges.Request request) {
    genesys.fault(Fault.of(request.body()));
    return Map.of();
  }

  private Object replaceFaults(Exchanges.Request request) {
    if (!request.body().isArray()) {
      throw new IllegalArgumentException("the body is a list of faults");
    }
    genesys.replaceFaults(
        StreamSupport.stream(request.body().spliterator(), false).map(Fault::of).toList());
    return Map.of();
  }

  private Object clearFaults(Exchanges.Request request) {
    genesys.clearFaults();
    return Map.of();
  }
}
