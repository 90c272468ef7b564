package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The customer's side of the webhook: answers as told, 200 by default, and keeps what came. */
final class Hook implements AutoCloseable {
  static final String SECRET = "fixture-secret-0123456789";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
  private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

  record Call(String body, String signature) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }
  }

  private Hook(int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/webhook", this::handle);
    server.start();
  }

  static Hook open() throws IOException {
    return new Hook(0);
  }

  static Hook on(int port) throws IOException {
    return new Hook(port);
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** A target at this hook with no patience to speak of. */
  GenesysSettings.Webhook target() {
    var tries = new GenesysSettings.Tries(Duration.ofSeconds(5), 5, Duration.ofMillis(20));
    return new GenesysSettings.Webhook(
        URI.create("http://127.0.0.1:" + port() + "/webhook"), SECRET, Duration.ZERO, tries);
  }

  /** The statuses of the next answers; 0 cuts the connection. */
  Hook answering(Integer... next) {
    statuses.addAll(List.of(next));
    return this;
  }

  Call next() throws InterruptedException {
    Call call = calls.poll(10, TimeUnit.SECONDS);
    if (call == null) {
      throw new AssertionError("no webhook came in ten seconds");
    }
    return call;
  }

  List<String> nextTexts(int count) throws InterruptedException {
    var texts = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      texts.add(next().json().path("text").asText());
    }
    return List.copyOf(texts);
  }

  int waiting() {
    return calls.size();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Integer status = statuses.poll();
      if (status == null || status != 0) {
        exchange.sendResponseHeaders(status == null ? 200 : status, -1);
      }
      calls.add(new Call(body, exchange.getRequestHeaders().getFirst("X-Hub-Signature-256")));
    }
  }
}
