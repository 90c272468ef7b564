package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpHandler;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tidings.local.engines.SqsEngine;
import tidings.local.genesys.Fault;
import tidings.local.genesys.GenesysSimulator;
import tidings.local.genesys.Received;
import tidings.local.push.PushFault;
import tidings.local.push.PushSimulator;
import tidings.local.push.Sent;
import tidings.local.template.Deployment;

/** The routes under {@code /local}: what a tester needs to play customer, agent, phone and ops. */
record LocalRoutes(
    Issuer issuer,
    GenesysSimulator genesys,
    PushSimulator push,
    SqsEngine sqs,
    List<Deployment.Queue> queues,
    Map<String, Object> config) {
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);

  static final String PREFIX = "/local";

  HttpHandler handler() {
    var routes = new HashMap<String, Exchanges.Route>();
    routes.put("POST /token", this::token);
    routes.put("GET /.well-known/openid-configuration", _ -> issuer.configuration());
    routes.put("GET /.well-known/jwks.json", _ -> issuer.publicKeys());
    routes.put("GET /config", _ -> config);
    routes.put("POST /genesys/say", this::say);
    routes.put("POST /genesys/typing", this::typing);
    routes.put(
        "GET /genesys/received", _ -> genesys.received().stream().map(Received::json).toList());
    routes.put("POST /genesys/faults", this::fault);
    routes.put("DELETE /genesys/faults", this::clearFaults);
    routes.put("GET /push/sent", _ -> push.sent().stream().map(Sent::json).toList());
    routes.put("GET /push/violations", _ -> push.violations());
    routes.put("POST /push/faults", this::pushFault);
    routes.put("DELETE /push/faults", this::clearPushFaults);
    routes.put("POST /push/tokens/*", this::pushToken);
    routes.put("GET /queues", _ -> queues.stream().map(this::depth).toList());
    return Exchanges.routes(PREFIX, routes);
  }

  private Object token(Exchanges.Request request) {
    long seconds = request.body().path("expiresInSeconds").asLong(TOKEN_LIFE.toSeconds());
    return Map.of("token", issuer.token(request.text("userId"), Duration.ofSeconds(seconds)));
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

  private Object fault(Exchanges.Request request) {
    genesys.fault(Fault.of(request.body()));
    return Map.of();
  }

  private Object clearFaults(Exchanges.Request request) {
    genesys.clearFaults();
    return Map.of();
  }

  private Object pushFault(Exchanges.Request request) {
    push.fault(PushFault.of(request.body()));
    return Map.of();
  }

  private Object clearPushFaults(Exchanges.Request request) {
    push.clearFaults();
    return Map.of();
  }

  private Object pushToken(Exchanges.Request request) {
    if (request.body().path("enabled").asBoolean(true)) {
      push.revive(request.rest());
    } else {
      push.kill(request.rest());
    }
    return Map.of();
  }

  private Object depth(Deployment.Queue queue) {
    SqsClient client = sqs.client();
    String url = sqs.queueUrl(queue.name());
    var attributes =
        client
            .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributesAsStrings();
    return Map.of(
        "name", queue.name(),
        "visible", count(attributes, "ApproximateNumberOfMessages"),
        "inFlight", count(attributes, "ApproximateNumberOfMessagesNotVisible"),
        "delayed", count(attributes, "ApproximateNumberOfMessagesDelayed"));
  }

  private static int count(Map<String, String> attributes, String name) {
    return Integer.parseInt(attributes.getOrDefault(name, "0"));
  }
}
