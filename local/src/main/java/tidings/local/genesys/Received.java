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
 */
public record Received(
    Instant time,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    JsonNode body,
    End end) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /**
   * What became of it.
   *
   * @param status what was answered, decided before the answer went out: a client that gave up
   *     earlier has not seen it; 0 where nothing was answered
   * @param done whether what was asked was done, whatever was answered
   */
  public record End(int status, boolean done) {}

  public Received {
    headers = Map.copyOf(headers);
    body = body.deepCopy();
  }

  /** What was answered; 0 where nothing was. */
  public int status() {
    return end.status;
  }

  /** Whether what was asked was done. */
  public boolean isDone() {
    return end.done;
  }

  /** {@code {"time","method","path","query","headers","body","status","done"}}. */
  public JsonNode json() {
    ObjectNode json = NODES.objectNode();
    json.put("time", time.toString()).put("method", method).put("path", path).put("query", query);
    ObjectNode names = json.putObject("headers");
    new TreeMap<>(headers).forEach(names::put);
    json.set("body", body);
    return json.put("status", end.status).put("done", end.done);
  }

  static Received of(Request request, End end) {
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
        end);
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
        new End(json.get("status").asInt(), json.path("done").asBoolean()));
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
