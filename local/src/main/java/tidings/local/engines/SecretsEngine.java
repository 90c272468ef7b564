package tidings.local.engines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tidings.local.template.Deployment;

/**
 * Stands in for Secrets Manager: its JSON protocol with {@code GetSecretValue}, {@code
 * PutSecretValue} and {@code DescribeSecret} (API reference, the pages of these names).
 */
public final class SecretsEngine implements Engine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final StoredSecrets secrets;
  private volatile boolean unavailable;

  private SecretsEngine(HttpServer server, StoredSecrets secrets) {
    this.server = server;
    this.secrets = secrets;
  }

  /** Starts it on a free port; secrets without a value get their first one. */
  public static SecretsEngine start(
      Optional<Path> folder, List<Deployment.Secret> secrets, Clock clock) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var engine = new SecretsEngine(server, new StoredSecrets(folder, secrets, clock));
      server.createContext("/", engine::answer);
      server.setExecutor(engine.threads);
      server.start();
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives a secret a new current value; the old one becomes the previous.
   *
   * @param id logical id, name or ARN
   * @throws IllegalArgumentException if there is no such secret
   */
  public void put(String id, String json) {
    secrets.put(secrets.find(id).orElseThrow(() -> unknown(id)), json);
  }

  /**
   * The current value of a secret.
   *
   * @param id logical id, name or ARN
   * @throws IllegalArgumentException if there is no such secret
   */
  public String value(String id) {
    return secrets
        .find(id)
        .flatMap(arn -> secrets.version(arn, "AWSCURRENT"))
        .orElseThrow(() -> unknown(id))
        .value();
  }

  private static IllegalArgumentException unknown(String id) {
    return new IllegalArgumentException("there is no secret " + id);
  }

  /** Makes every call fail with a server error until it is told otherwise. */
  public void unavailable(boolean unavailable) {
    this.unavailable = unavailable;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      Answer answer =
          unavailable
              ? error(500, "InternalServiceError", "told to be unavailable")
              : answer(exchange.getRequestHeaders().getFirst("X-Amz-Target"), request);
      byte[] body = JSON.writeValueAsBytes(answer.body);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(answer.status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(String target, JsonNode request) {
    Optional<String> arn = secrets.find(request.path("SecretId").asText());
    if (arn.isEmpty()) {
      return error(
          400, "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    return switch (target) {
      case "secretsmanager.GetSecretValue" -> get(arn.get(), request);
      case "secretsmanager.PutSecretValue" -> {
        secrets.put(arn.get(), request.path("SecretString").asText());
        yield versioned(arn.get(), "AWSCURRENT", false);
      }
      case "secretsmanager.DescribeSecret" -> describe(arn.get());
      default -> error(400, "UnknownOperationException", target + " is not imitated");
    };
  }

  private Answer get(String arn, JsonNode request) {
    return versioned(arn, request.path("VersionStage").asText("AWSCURRENT"), true);
  }

  private Answer versioned(String arn, String stage, boolean withValue) {
    var version = secrets.version(arn, stage);
    if (version.isEmpty()) {
      return error(
          400,
          "ResourceNotFoundException",
          "Secrets Manager can't find the specified secret value for staging label: " + stage);
    }
    ObjectNode body = named(arn).put("VersionId", version.get().id());
    body.putArray("VersionStages").add(stage);
    if (withValue) {
      body.put("SecretString", version.get().value());
      body.put("CreatedDate", version.get().created());
    }
    return new Answer(200, body);
  }

  private Answer describe(String arn) {
    ObjectNode body = named(arn);
    ObjectNode stages = body.putObject("VersionIdsToStages");
    for (String stage : List.of("AWSCURRENT", "AWSPREVIOUS")) {
      secrets.version(arn, stage).ifPresent(version -> stages.putArray(version.id()).add(stage));
    }
    return new Answer(200, body);
  }

  private static ObjectNode named(String arn) {
    return JSON.createObjectNode().put("ARN", arn).put("Name", StoredSecrets.name(arn));
  }

  private static Answer error(int status, String type, String message) {
    return new Answer(status, JSON.createObjectNode().put("__type", type).put("Message", message));
  }

  @Override
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, ObjectNode body) {}
}
