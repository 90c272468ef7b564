package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request that the simulator got. Credentials are masked.
 *
 * @param path without the query
 * @param headers by name in lower case
 * @param body the JSON, or the text where it is none; null node for an empty or oversized one
 * @param status what was answered, decided before the answer went out: a client that gave up
 *     earlier has not seen it; 0 where nothing was answered
 */
public record Received(
    Instant time,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    JsonNode body,
    int status) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  public Received {
    headers = Map.copyOf(headers);
    body = body.deepCopy();
  }

  /** {@code {"time","method","path","query","headers","body","status"}}. */
  public JsonNode json() {
    ObjectNode json = NODES.objectNode();
    json.put("time", time.toString()).put("method", method).put("path", path).put("query", query);
    ObjectNode names = json.putObject("headers");
    new TreeMap<>(headers).forEach(names::put);
    json.set("body", body);
    return json.put("status", status);
  }

  static Received of(Request request, int status) {
    var headers = new TreeMap<>(request.headers());
    headers.computeIfPresent(
        "authorization", (_, value) -> value.substring(0, value.indexOf(' ') + 1) + "***");
    return new Received(
        request.time(),
        request.method(),
        request.path(),
        request.query(),
        headers,
        masked(request),
        status);
  }

  static Received from(JsonNode json) {
    var headers = new TreeMap<String, String>();
    json.get("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new Received(
        Instant.parse(json.get("time").asText()),
        json.get("method").asText(),
        json.get("path").asText(),
        json.get("query").asText(),
        headers,
        json.get("body"),
        json.get("status").asInt());
  }

  private static JsonNode masked(Request request) {
    JsonNode json = request.body().json();
    String text = request.body().text();
    if (request.path().equals(Tokens.PATH)) {
      return NODES.textNode(json != null ? "***" : mask(text));
    }
    if (json instanceof ObjectNode object && Integrations.asksFor(request)) {
      return Integrations.masked(object);
    }
    if (json != null) {
      return json;
    }
    return text.isEmpty() ? NODES.nullNode() : NODES.textNode(text);
  }

  private static String mask(String form) {
    return form.replaceAll("client_secret=[^&]*", "client_secret=***");
  }
}
