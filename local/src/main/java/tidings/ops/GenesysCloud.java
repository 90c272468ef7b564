package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tidings.lambda.Secret;
import tidings.message.MessageJson;

/** Genesys' platform API, as the installation's own OAuth client may use it. */
final class GenesysCloud implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int TRIES = 4;
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final HttpClient http;
  private final String api;
  private final Secret token;

  private GenesysCloud(HttpClient http, String api, Secret token) {
    this.http = http;
    this.api = api;
    this.token = token;
  }

  /** What Genesys answered. */
  record Reply(int status, JsonNode body, String correlationId) {
    boolean isGood() {
      return status / 100 == 2;
    }

    /** Why not, for people, with what Genesys' support asks for. */
    String problem() {
      String code = body.path("code").asText(body.path("error").asText());
      String message = body.path("message").asText(body.path("error_description").asText());
      return "HTTP %d %s (%s; correlation id %s)".formatted(status, code, message, correlationId);
    }
  }

  /**
   * Logs in with the stored client (client credentials).
   *
   * @throws Misuse if Genesys does not let it
   */
  static GenesysCloud login(Connection connection, SecretStore secrets) {
    String id = secrets.field("GenesysSecretArn", "clientId").value();
    String secret = secrets.field("GenesysSecretArn", "clientSecret").value();
    byte[] pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(address(connection.output("GenesysLoginUrl"), "/oauth/token"))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"));
    var http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    Reply reply = send(http, request);
    String token = reply.body.path("access_token").asText();
    if (!reply.isGood() || token.isEmpty()) {
      http.close();
      throw new Misuse(
          "Genesys refuses the login: %s; put the id and secret of its OAuth client into the secret"
                  .formatted(reply.problem())
              + " GenesysSecretArn, and check GenesysDomain");
    }
    return new GenesysCloud(http, connection.output("GenesysApiUrl"), new Secret(token));
  }

  Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  Reply post(String path, JsonNode body) {
    return send("POST", path, BodyPublishers.ofString(body.toString()));
  }

  Reply patch(String path, JsonNode body) {
    return send("PATCH", path, BodyPublishers.ofString(body.toString()));
  }

  private Reply send(String method, String path, BodyPublisher body) {
    return send(
        http,
        HttpRequest.newBuilder(address(api, path))
            .header("Authorization", "Bearer " + token.value())
            .header("Content-Type", "application/json")
            .method(method, body));
  }

  private static URI address(String base, String path) {
    try {
      return URI.create(base.replaceFirst("/+$", "") + path);
    } catch (IllegalArgumentException _) {
      throw new Misuse(base + " is no address of Genesys: check GenesysDomain");
    }
  }

  private static Reply send(HttpClient http, HttpRequest.Builder builder) {
    HttpRequest request = builder.timeout(PATIENCE).build();
    try {
      var answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      for (int tries = 1; answer.statusCode() == 429 && tries < TRIES; tries++) {
        Thread.sleep(untilAgain(answer));
        answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
      }
      var headers = answer.headers();
      String correlation =
          headers
              .firstValue("Genesys-Correlation-Id")
              .or(() -> headers.firstValue("ININ-Correlation-Id"))
              .orElse("-");
      return new Reply(answer.statusCode(), json(answer.body()), correlation);
    } catch (IOException e) {
      throw new Misuse(
          "Genesys does not answer at %s: %s; check GenesysDomain and the network"
              .formatted(request.uri().resolve("/"), e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** What Genesys asks for when there were too many calls: the dispatcher may have made them. */
  private static Duration untilAgain(HttpResponse<String> answer) {
    String seconds = answer.headers().firstValue("Retry-After").orElse("");
    long asked = seconds.matches("[0-9]{1,6}") ? Long.parseLong(seconds) : 5;
    return Duration.ofSeconds(Math.min(asked, LONGEST_WAIT_SECONDS));
  }

  private static JsonNode json(String body) {
    try {
      return MessageJson.read(body, JsonNode.class);
    } catch (MessageJson.Unreadable _) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
