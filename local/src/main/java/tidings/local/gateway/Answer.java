package tidings.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What goes back to the caller; header names are in lower case. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
record Answer(int status, Map<String, List<String>> headers, byte[] body) {

  Answer {
    headers = Map.copyOf(headers);
  }

  /** An answer that the gateway makes itself, in its own JSON. */
  static Answer own(int status, String message) {
    return new Answer(
        status,
        Map.of("content-type", List.of("application/json")),
        "{\"message\":\"%s\"}".formatted(message).getBytes(UTF_8));
  }

  /** What the gateway says when a function fails or answers nonsense. */
  static Answer internalServerError() {
    return own(500, "Internal Server Error");
  }

  /** Reads a function's answer; one that is not of format 2.0 is an internal error. */
  static Answer of(Object result) {
    if (!(result instanceof APIGatewayV2HTTPResponse response)
        || response.getStatusCode() < 200
        || response.getStatusCode() > 599) {
      return internalServerError();
    }
    try {
      return of(response, body(response));
    } catch (IllegalArgumentException _) {
      // What is said to be base64 is not.
      return internalServerError();
    }
  }

  private static Answer of(APIGatewayV2HTTPResponse response, byte[] body) {
    var headers = headers(response);
    if (body.length > 0) {
      headers.putIfAbsent("content-type", List.of("text/plain;charset=UTF-8"));
    }
    return new Answer(response.getStatusCode(), headers, body);
  }

  private static byte[] body(APIGatewayV2HTTPResponse response) {
    String body = Optional.ofNullable(response.getBody()).orElse("");
    return response.getIsBase64Encoded() ? Base64.getDecoder().decode(body) : body.getBytes(UTF_8);
  }

  private static Map<String, List<String>> headers(APIGatewayV2HTTPResponse response) {
    var headers = new TreeMap<String, List<String>>();
    Optional.ofNullable(response.getHeaders())
        .orElse(Map.of())
        .forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    Optional.ofNullable(response.getMultiValueHeaders())
        .orElse(Map.of())
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    Optional.ofNullable(response.getCookies())
        .filter(cookies -> !cookies.isEmpty())
        .ifPresent(cookies -> headers.put("set-cookie", cookies));
    return headers;
  }

  /** This answer with more headers; they stand in the place of those of the same name. */
  Answer with(Map<String, String> more) {
    var all = new TreeMap<>(headers);
    more.forEach((name, value) -> all.put(name, List.of(value)));
    return new Answer(status, all, body);
  }

  /** This answer without the headers whose names start so. */
  Answer without(String prefix) {
    var rest = new TreeMap<>(headers);
    rest.keySet().removeIf(name -> name.startsWith(prefix));
    return new Answer(status, rest, body);
  }

  /** Sends it; HEAD, 204 and 304 have no body, but HEAD has the length that GET would have. */
  void send(HttpExchange exchange) throws IOException {
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    Headers sent = exchange.getResponseHeaders();
    headers.forEach((name, values) -> sent.put(name, new ArrayList<>(values)));
    if (isHead && body.length > 0) {
      sent.set("content-length", String.valueOf(body.length));
    }
    if (!isHead) {
      sent.remove("content-length");
    }
    boolean bodiless = isHead || status == 204 || status == 304 || body.length == 0;
    exchange.sendResponseHeaders(status, bodiless ? -1 : body.length);
    if (!bodiless) {
      exchange.getResponseBody().write(body);
    }
  }
}
