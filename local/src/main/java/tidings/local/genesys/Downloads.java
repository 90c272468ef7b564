package tidings.local.genesys;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The files that agents send: under any name that ends so, a picture of a parcel. Genesys' own
 * addresses have this path (genesyscloud SDK examples of outbound attachments).
 */
final class Downloads {
  private static final Pattern PATH = Pattern.compile("/api/v2/downloads/[A-Za-z0-9_-]+\\.png");
  private static final String PICTURE = "parcel.png";

  private Downloads() {}

  /** Whether the request is for a file that is there; others are answered as usual. */
  static boolean has(Request request) {
    return request.method().equals("GET") && PATH.matcher(request.path()).matches();
  }

  static void send(HttpExchange exchange) throws IOException {
    try (InputStream picture = Downloads.class.getResourceAsStream(PICTURE)) {
      byte[] file = Objects.requireNonNull(picture, PICTURE).readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "image/png");
      exchange.sendResponseHeaders(200, file.length);
      exchange.getResponseBody().write(file);
    }
  }
}
