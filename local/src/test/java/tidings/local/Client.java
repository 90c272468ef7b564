package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import tidings.message.MessageJson;

/** Plays the customer's app, Genesys and the tester against a running stack, over HTTP alone. */
final class Client {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI stack;
  private final JsonNode config;

  Client(URI stack) {
    this.stack = stack;
    this.config = get("/local/config").json();
  }

  record Answer(int status, String body) {
    JsonNode json() {
      return MessageJson.read(body, JsonNode.class);
    }
  }

  String integrationId() {
    return config.path("integrationIds").get(0).asText();
  }

  String config(String name) {
    return config.path(name).asText();
  }

  /** The customer's requests, with a token. */
  Customer customer(String userId) {
    String token =
        post("/local/token", "{\"userId\":\"%s\"}".formatted(userId)).json().path("token").asText();
    return new Customer(userId, token);
  }

  final class Customer {
    private final String userId;
    private final String token;

    private Customer(String userId, String token) {
      this.userId = userId;
      this.token = token;
    }

    Answer say(String id, String text) {
      return send(
          request(path()).POST(json("{\"id\":\"%s\",\"text\":\"%s\"}".formatted(id, text))));
    }

    JsonNode transcript() {
      return read("").json();
    }

    /**
     * What a poll answers.
     *
     * @param query empty, or with its question mark
     */
    Answer read(String query) {
      return send(request(path() + query).GET());
    }

    /** All messages, oldest first, read page by page from the newest. */
    List<JsonNode> history() {
      var pages = new ArrayDeque<JsonNode>();
      String before = "";
      do {
        JsonNode page = send(request(path() + "?limit=200" + before).GET()).json();
        pages.push(page.path("messages"));
        before = page.hasNonNull("before") ? "&before=" + page.path("before").asText() : "";
      } while (!before.isEmpty());
      return pages.stream()
          .flatMap(page -> StreamSupport.stream(page.spliterator(), false))
          .toList();
    }

    List<String> texts() {
      return values(transcript().path("messages"), "text");
    }

    /** What this customer gets of another one's transcript. */
    Answer readOf(String other) {
      return send(request("/transcript/integration/" + integrationId() + "/user/" + other).GET());
    }

    Answer register(String deviceId, String deviceToken) {
      return send(
          request("/devices/user/" + userId + "/" + deviceId)
              .PUT(
                  json(
                      "{\"platform\":\"fcm\",\"token\":\"%s\",\"locale\":\"en\"}"
                          .formatted(deviceToken))));
    }

    private String path() {
      return "/transcript/integration/" + integrationId() + "/user/" + userId;
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(stack.resolve(path))
          .header("authorization", "Bearer " + token)
          .header("content-type", "application/json");
    }
  }

  /** Genesys' own delivery of a webhook, with this signature. */
  Answer webhook(byte[] body, String signature) {
    return send(
        HttpRequest.newBuilder(stack.resolve("/webhook/genesys"))
            .header("content-type", "application/json")
            .header("x-hub-signature-256", signature)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Answer get(String path) {
    return send(HttpRequest.newBuilder(stack.resolve(path)).GET());
  }

  Answer delete(String path) {
    return send(HttpRequest.newBuilder(stack.resolve(path)).DELETE());
  }

  Answer post(String path, String body) {
    return send(
        HttpRequest.newBuilder(stack.resolve(path))
            .header("content-type", "application/json")
            .POST(json(body)));
  }

  Answer send(String method, String path, String body) {
    return send(HttpRequest.newBuilder(stack.resolve(path)).method(method, json(body)));
  }

  Answer postAsService(String path, String body, String apiKey) {
    return send(
        HttpRequest.newBuilder(stack.resolve(path))
            .header("content-type", "application/json")
            .header("x-api-key", apiKey)
            .POST(json(body)));
  }

  /** The texts that Genesys took from a customer, in the order in which it took them. */
  List<String> takenByGenesys(String userId) {
    return StreamSupport.stream(get("/local/genesys/received").json().spliterator(), false)
        .filter(call -> call.path("path").asText().endsWith("/inbound/open/message"))
        .filter(call -> call.path("status").asInt() == 200)
        .map(call -> call.path("body"))
        .filter(body -> body.path("channel").path("from").path("id").asText().equals(userId))
        .map(body -> body.path("text").asText())
        .toList();
  }

  /** Asks until the answer is right, as long as patience lasts; returns the last answer. */
  static <T> T eventually(Supplier<T> ask, Predicate<T> right) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    T answer = ask.get();
    while (!right.test(answer) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      answer = ask.get();
    }
    return answer;
  }

  /** Like {@link #eventually}, and on as long as the answer changes. */
  static <T> T atLast(Supplier<T> ask, Predicate<T> right) {
    T answer = ask.get();
    T before;
    do {
      before = answer;
      answer = eventually(ask, right);
    } while (!right.test(answer) && !answer.equals(before));
    return answer;
  }

  static List<String> values(JsonNode items, String field) {
    return StreamSupport.stream(items.spliterator(), false)
        .map(item -> item.path(field).asText())
        .toList();
  }

  private static HttpRequest.BodyPublisher json(String body) {
    return HttpRequest.BodyPublishers.ofString(body);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var answer =
          http.send(
              request.timeout(Duration.ofSeconds(40)).build(),
              HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
