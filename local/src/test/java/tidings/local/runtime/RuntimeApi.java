package tidings.local.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * What Lambda is to one function's process (Lambda developer guide, "Lambda runtime API"): it gives
 * events, takes answers, and holds the process where a snapshot of it would be taken.
 */
final class RuntimeApi implements AutoCloseable {
  private static final String VERSION = "/2018-06-01/runtime/";
  private static final long PATIENCE_SECONDS = 60;

  private final HttpServer server;
  private final BlockingQueue<String> events = new SynchronousQueue<>();
  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();
  private final CompletableFuture<Void> checkpoint = new CompletableFuture<>();
  private final CompletableFuture<Void> restored = new CompletableFuture<>();
  private final CompletableFuture<Void> ready = new CompletableFuture<>();

  RuntimeApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(VERSION, this::answer);
    server.start();
  }

  /** As AWS_LAMBDA_RUNTIME_API says it. */
  String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until the function has prepared itself for the snapshot. */
  void awaitCheckpoint() {
    checkpoint.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /**
   * The snapshot is restored, up to where the function asks for its first event: as Lambda counts
   * it, that is not the invocation's yet (developer guide, "SnapStart": Restore Duration).
   */
  void restore() {
    restored.complete(null);
    ready.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }

  /** Returns what the function answers to the event; both are JSON. */
  String invoke(String event) {
    try {
      if (!events.offer(event, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the function asks for no event");
      }
      String end = ends.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (end == null || end.startsWith("error")) {
        throw new IllegalStateException("the function failed: " + end);
      }
      return end;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The process has ended, so that nobody need wait for it any longer. */
  void processEnded(int code) {
    var end = new IllegalStateException("the process ended: " + code);
    checkpoint.completeExceptionally(end);
    ready.completeExceptionally(end);
    ends.add("error: the process ended: " + code);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(VERSION.length());
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      switch (path) {
        case "restore/next" -> {
          checkpoint.complete(null);
          restored.join();
          exchange.sendResponseHeaders(200, -1);
        }
        case "invocation/next" -> {
          ready.complete(null);
          next(exchange);
        }
        default -> ended(exchange, path, body);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    try {
      byte[] event = events.take().getBytes(StandardCharsets.UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", "application/json"); // without it the client crashes
      headers.set("Lambda-Runtime-Aws-Request-Id", UUID.randomUUID().toString());
      headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(System.currentTimeMillis() + 30_000));
      headers.set("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:us-east-1:0:function:f");
      exchange.sendResponseHeaders(200, event.length);
      exchange.getResponseBody().write(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended(HttpExchange exchange, String path, String body) throws IOException {
    boolean failed = path.endsWith("error");
    if (path.startsWith("init") || path.startsWith("restore")) {
      checkpoint.completeExceptionally(new IllegalStateException(body));
    }
    ends.add(failed ? "error: " + body : body);
    exchange.sendResponseHeaders(202, -1);
  }

  @Override
  public void close() {
    restored.complete(null);
    server.stop(0);
  }
}
