package tidings.dispatcher;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that answers as it was told, else as Genesys does when all is well. */
final class FakeGenesys implements AutoCloseable {
  static final String ACCEPTED = "{\"id\":\"g-1\",\"conversationId\":\"c-1\"}";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<Request> posts = new CopyOnWriteArrayList<>();
  private final List<Request> logins = new CopyOnWriteArrayList<>();
  private final Queue<Act> nextPosts = new ConcurrentLinkedQueue<>();
  private final Queue<Act> nextLogins = new ConcurrentLinkedQueue<>();

  FakeGenesys() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/oauth/token", exchange -> answer(exchange, logins, nextLogins));
    server.createContext("/api/", exchange -> answer(exchange, posts, nextPosts));
    server.start();
  }

  /** What it was asked. */
  record Request(String target, String authorization, String contentType, String body) {}

  /** How it answers one request. */
  @FunctionalInterface
  interface Act {
    void answer(HttpExchange exchange) throws IOException;
  }

  /** An answer with this status, body and headers (names and values by turns). */
  static Act says(int status, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
      }
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** This status, then the connection breaks in the midst of the body. */
  static Act breaksOffAfter(int status) {
    return exchange -> {
      exchange.sendResponseHeaders(status, 1000);
      exchange.getResponseBody().write('{');
      exchange.getResponseBody().flush();
    };
  }

  /** This status, then a body that never comes. */
  Act hangsAfter(int status) {
    return exchange -> {
      exchange.sendResponseHeaders(status, 1000);
      exchange.getResponseBody().flush();
      awaitClose();
    };
  }

  /** No answer at all. */
  Act hangs() {
    return _ -> awaitClose();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  FakeGenesys next(Act... acts) {
    nextPosts.addAll(List.of(acts));
    return this;
  }

  FakeGenesys nextLogin(Act... acts) {
    nextLogins.addAll(List.of(acts));
    return this;
  }

  List<Request> posts() {
    return posts;
  }

  List<Request> logins() {
    return logins;
  }

  private void answer(HttpExchange exchange, List<Request> asked, Queue<Act> next)
      throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      asked.add(
          new Request(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              exchange.getRequestHeaders().getFirst("Authorization"),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              new String(body, StandardCharsets.UTF_8)));
      Act act = next.poll();
      (act == null ? says(200, asked == posts ? ACCEPTED : token()) : act).answer(exchange);
    }
  }

  private String token() {
    return "{\"access_token\":\"token-%d\",\"token_type\":\"bearer\",\"expires_in\":3600}"
        .formatted(logins.size());
  }

  private void awaitClose() {
    try {
      closing.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
