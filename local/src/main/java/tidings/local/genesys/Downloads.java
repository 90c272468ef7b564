package tidings.local.genesys;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The files that agents send: under any name that ends so, a picture of one pixel. Genesys' own
 * addresses have this path (genesyscloud SDK examples of outbound attachments).
 */
final class Downloads {
  private static final Pattern PATH = Pattern.compile("/api/v2/downloads/[A-Za-z0-9_-]+\\.png");
  private static final String PICTURE =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
          + "rkJggg==";

  private Downloads() {}

  /** Whether the request is for a file that is there; others are answered as usual. */
  static boolean has(Request request) {
    return request.method().equals("GET") && PATH.matcher(request.path()).matches();
  }

  static void send(HttpExchange exchange) throws IOException {
    byte[] file = Base64.getDecoder().decode(PICTURE);
    exchange.getResponseHeaders().set("Content-Type", "image/png");
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file);
  }
}
