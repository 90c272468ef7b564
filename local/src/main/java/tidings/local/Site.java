package tidings.local;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The pages of the stack: files of the class path's {@code site} folder. */
final class Site {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*\\.(html|css|js|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  /** Pictures of a chat come from the media bucket, which has a port of its own. */
  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self' http://127.0.0.1:*; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private Site() {}

  static void index(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, "index.html");
    }
  }

  /** A file by the last part of the path. */
  static void file(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      send(exchange, path.substring(path.lastIndexOf('/') + 1));
    }
  }

  /** The description of the API, which is kept in YAML, as browsers read it. */
  static void api(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream file = Site.class.getResourceAsStream("/site/openapi.yaml")) {
      Object api = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      Exchanges.send(exchange, 200, api);
    }
  }

  private static void send(HttpExchange exchange, String name) throws IOException {
    boolean known = NAME.matcher(name).matches();
    try (InputStream file = known ? Site.class.getResourceAsStream("/site/" + name) : null) {
      if (file == null) {
        Exchanges.send(exchange, 404, Map.of("message", "Not Found"));
        return;
      }
      exchange.getResponseHeaders().set("content-security-policy", CONTENT_POLICY);
      exchange.getResponseHeaders().set("x-content-type-options", "nosniff");
      exchange.getResponseHeaders().set("referrer-policy", "no-referrer");
      String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain");
      Exchanges.send(exchange, 200, type, file.readAllBytes());
    }
  }
}
