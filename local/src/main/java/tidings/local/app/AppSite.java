package tidings.local.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Serves the built app below a path, under a content policy that lets it load from itself and the
 * media store only. What is not a file is a page of the app.
 */
public final class AppSite implements HttpHandler {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String PAGE = "text/html; charset=utf-8";

  /** Such names change with what is in the file. */
  private static final Pattern HASHED = Pattern.compile(".*-[A-Z0-9]{8}\\.(js|css)");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", PAGE,
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json",
          "png", "image/png",
          "jpg", "image/jpeg",
          "txt", "text/plain; charset=utf-8");

  private final String prefix;
  private final AppFolder folder;
  private final AppBuild build;
  private final Settings settings;

  /**
   * What the stack knows better than the app's own {@code config.json}.
   *
   * @param mediaOrigin where the app loads files from and sends them to
   */
  public record Settings(String integrationId, String offersIntegrationId, String mediaOrigin) {}

  public AppSite(String prefix, AppFolder folder, AppBuild build, Settings settings) {
    this.prefix = prefix;
    this.folder = folder;
    this.build = build;
    this.settings = settings;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(prefix.length());
      if (path.isEmpty()) {
        exchange.getResponseHeaders().set("location", prefix + "/");
        exchange.sendResponseHeaders(302, -1);
        return;
      }
      switch (build.state()) {
        case BUILT -> serve(exchange, path.substring(1));
        case BUILDING -> send(exchange, 503, PAGE, Notes.building());
        case FAILED -> send(exchange, 503, PAGE, Notes.failed());
        case ABSENT -> send(exchange, 503, PAGE, Notes.absent());
      }
    }
  }

  private void serve(HttpExchange exchange, String name) throws IOException {
    Path file = folder.built().resolve(name).normalize();
    boolean isInside = file.startsWith(folder.built());
    if (name.equals("config.json")) {
      send(exchange, 200, "application/json", config());
    } else if (isInside && Files.isRegularFile(file) && !file.equals(folder.index())) {
      exchange.getResponseHeaders().set("cache-control", caching(name));
      send(exchange, 200, type(name), Files.readAllBytes(file));
    } else if (isInside && (name.equals("index.html") || !name.contains("."))) {
      page(exchange);
    } else {
      send(exchange, 404, "text/plain; charset=utf-8", "Not Found".getBytes(UTF_8));
    }
  }

  private void page(HttpExchange exchange) throws IOException {
    byte[] random = new byte[18];
    RANDOM.nextBytes(random);
    String nonce = Base64.getEncoder().encodeToString(random);
    String page =
        Files.readString(folder.index())
            .replace("ngcspnonce=\"\"", "ngcspnonce=\"" + nonce + "\"")
            .replace(
                "name=\"csp-nonce\" content=\"\"", "name=\"csp-nonce\" content=\"" + nonce + "\"");
    exchange.getResponseHeaders().set("content-security-policy", policy(nonce));
    send(exchange, 200, PAGE, page.getBytes(UTF_8));
  }

  private String policy(String nonce) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'nonce-" + nonce + "'",
        "img-src 'self' data: blob: " + settings.mediaOrigin(),
        "connect-src 'self' data: blob: " + settings.mediaOrigin(),
        "font-src 'self'",
        "base-uri 'self'",
        "form-action 'none'",
        "frame-ancestors 'self'");
  }

  private byte[] config() throws IOException {
    var config = (ObjectNode) JSON.readTree(folder.built().resolve("config.json").toFile());
    config.put("apiBase", "").put("signIn", "local");
    config.put("integrationId", settings.integrationId());
    config.put("offersIntegrationId", settings.offersIntegrationId());
    config.putArray("mediaOrigins").add(settings.mediaOrigin());
    return JSON.writeValueAsBytes(config);
  }

  private static String caching(String name) {
    return HASHED.matcher(name).matches() ? "public, max-age=31536000, immutable" : "no-cache";
  }

  private static String type(String name) {
    return TYPES.getOrDefault(
        name.substring(name.lastIndexOf('.') + 1), "application/octet-stream");
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("content-type", type);
    headers.set("x-content-type-options", "nosniff");
    headers.computeIfAbsent("Cache-control", _ -> List.of("no-cache"));
    byte[] sent = packed(exchange, body);
    exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
    exchange.getResponseBody().write(sent);
  }

  private static byte[] packed(HttpExchange exchange, byte[] body) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst("accept-encoding");
    if (accepted == null || !accepted.contains("gzip")) {
      return body;
    }
    exchange.getResponseHeaders().set("content-encoding", "gzip");
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }
}
