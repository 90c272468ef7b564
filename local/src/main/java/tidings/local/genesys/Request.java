package tidings.local.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in.
 *
 * @param headers by name in lower case
 */
record Request(
    Instant time,
    String method,
    String path,
    String query,
    Map<String, String> headers,
    Body body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * @param text empty if it was too large
   * @param json null if it is not JSON
   */
  record Body(String text, @Nullable JsonNode json, boolean tooLarge) {}

  static Request read(HttpExchange exchange, Instant time, int maximumBytes) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(maximumBytes + 1);
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    var uri = exchange.getRequestURI();
    String query = uri.getQuery() == null ? "" : uri.getQuery();
    var body =
        bytes.length > maximumBytes
            ? new Body("", null, true)
            : body(new String(bytes, StandardCharsets.UTF_8));
    return new Request(time, exchange.getRequestMethod(), uri.getPath(), query, headers, body);
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The id of the message that it brings; empty where it brings none. */
  Optional<String> messageId() {
    JsonNode json = body.json();
    return json == null
        ? Optional.empty()
        : Optional.ofNullable(json.at("/channel/messageId").textValue());
  }

  /** The content type in lower case, without its parameters. */
  String mediaType() {
    return header("content-type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static Body body(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return new Body(text, json.isMissingNode() ? null : json, false);
    } catch (JsonProcessingException _) {
      return new Body(text, null, false);
    }
  }
}
