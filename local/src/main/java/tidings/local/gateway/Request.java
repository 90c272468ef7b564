package tidings.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as it came in: header names in lower case, their values joined by commas. */
@SuppressWarnings("ArrayRecordComponent") // never compared, only passed on
record Request(
    String id, Instant at, Line line, Map<String, String> headers, String sourceIp, byte[] body) {

  /** The largest body that API Gateway takes, in bytes. */
  static final int LARGEST_BODY = 10 * 1024 * 1024;

  /** More than this of a body that is too large is not even dropped. */
  private static final long MOST_DROPPED = 8L * LARGEST_BODY;

  /** What the first line says; path and query are still encoded. */
  record Line(String method, String path, String query, String protocol) {}

  /** Reads the request; a body over {@link #LARGEST_BODY} is cut one byte after it. */
  static Request read(HttpExchange exchange, String id, Instant at) throws IOException {
    var uri = exchange.getRequestURI();
    return new Request(
        id,
        at,
        new Line(
            exchange.getRequestMethod(),
            uri.getRawPath(),
            Optional.ofNullable(uri.getRawQuery()).orElse(""),
            exchange.getProtocol()),
        headers(exchange),
        exchange.getRemoteAddress().getAddress().getHostAddress(),
        body(exchange.getRequestBody()));
  }

  private static byte[] body(InputStream in) throws IOException {
    byte[] body = in.readNBytes(LARGEST_BODY + 1);
    // A client reads no answer before it has written its body, so the rest is read and dropped.
    byte[] dropped = new byte[8192];
    for (long left = MOST_DROPPED; left > 0 && in.read(dropped) >= 0; left -= dropped.length) {}
    return body;
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    return headers;
  }

  boolean isTooLarge() {
    return body.length > LARGEST_BODY;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** Returns whether this asks, before the real request, what another origin may do. */
  boolean isPreflight() {
    return line.method().equals("OPTIONS")
        && headers.containsKey("origin")
        && headers.containsKey("access-control-request-method");
  }

  /** The cookies, which the event carries apart from the other headers. */
  List<String> cookies() {
    return header("cookie").map(cookies -> List.of(cookies.split(";\\s*"))).orElse(List.of());
  }
}
