package tidings.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tidings.message.MessageJson;

/** JSON routes of the stack's own, beside the API. */
final class Exchanges {
  private static final int LIMIT_BYTES = 1024 * 1024;

  private Exchanges() {}

  /** Answers a request; what it returns is sent as JSON, with status 200. */
  interface Route {
    Object answer(Request request);
  }

  /**
   * A request to a route.
   *
   * @param rest the last part of its path
   * @param query as it came, encoded
   * @param body its JSON, empty where there is none
   */
  record Request(String rest, String query, JsonNode body) {

    /** A parameter of the query; empty where it is not there. */
    Optional<String> parameter(String name) {
      return Arrays.stream(query.split("&", -1))
          .map(pair -> pair.split("=", 2))
          .filter(pair -> pair[0].equals(name))
          .map(pair -> pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8))
          .findFirst();
    }

    /**
     * A text field that must be there.
     *
     * @throws IllegalArgumentException naming it if it is not
     */
    String text(String name) {
      String text = body.path(name).asText();
      if (text.isEmpty()) {
        throw new IllegalArgumentException("the field " + name + " is missing");
      }
      return text;
    }
  }

  /** Serves routes by {@code METHOD /path} below the prefix; a path may end in {@code /*}. */
  static HttpHandler routes(String prefix, Map<String, Route> routes) {
    return exchange -> {
      try (exchange) {
        String path = exchange.getRequestURI().getPath().substring(prefix.length());
        answer(exchange, path, routes);
      }
    };
  }

  private static void answer(HttpExchange exchange, String path, Map<String, Route> routes)
      throws IOException {
    String key = exchange.getRequestMethod() + " " + path;
    String family = key.substring(0, key.lastIndexOf('/') + 1) + "*";
    Route route = routes.containsKey(key) ? routes.get(key) : routes.get(family);
    if (route == null) {
      send(exchange, 404, Map.of("message", "Not Found"));
      return;
    }
    try {
      send(exchange, 200, route.answer(request(exchange, path)));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      send(exchange, 400, Map.of("message", String.valueOf(e.getMessage())));
    }
  }

  private static Request request(HttpExchange exchange, String path) throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return new Request(path.substring(path.lastIndexOf('/') + 1), query, body(exchange));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(LIMIT_BYTES);
    return MessageJson.mapper().readTree(new String(bytes, StandardCharsets.UTF_8));
  }

  static void send(HttpExchange exchange, int status, Object body) throws IOException {
    send(
        exchange,
        status,
        "application/json",
        MessageJson.write(body).getBytes(StandardCharsets.UTF_8));
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("content-type", type);
    exchange.getResponseHeaders().set("cache-control", "no-store");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
