package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tidings.message.MessageJson;

/** Calls the API of a running stack, and holds every exchange against its description. */
record Caller(URI stack, Map<String, String> headers) {
  private static final OpenApi API = OpenApi.read();
  private static final List<String> HEADERS_OF_OURS =
      List.of("etag", "location", "retry-after", "www-authenticate", "x-request-id");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  Caller {
    headers = Map.copyOf(headers);
  }

  record Answer(int status, Map<String, String> headers, String body) {
    JsonNode json() {
      return MessageJson.read(body, JsonNode.class);
    }

    String contentType() {
      return headers.getOrDefault("content-type", "").replaceFirst(" *;.*", "");
    }

    /** The fields that a problem names as being at fault. */
    List<String> faulty() {
      return Client.values(json().path("errors"), "field");
    }
  }

  /** Somebody without a credential who sends JSON. */
  static Caller anybody(URI stack) {
    return new Caller(stack, Map.of("content-type", "application/json"));
  }

  Caller with(String header, String value) {
    var more = new TreeMap<>(headers);
    more.put(header, value);
    return new Caller(stack, more);
  }

  Answer get(String path) {
    return call("GET", path, "");
  }

  Answer post(String path, String body) {
    return call("POST", path, body);
  }

  Answer put(String path, String body) {
    return call("PUT", path, body);
  }

  Answer call(String method, String path, String body) {
    Answer answer = send(method, stack.resolve(path), body);
    URI uri = stack.resolve(path);
    var operation = API.operation(method, uri.getPath());
    assertThat(operation).as("%s %s is described", method, path).isPresent();
    new Check(operation.get(), answer).request(uri.getQuery(), headers, body);
    new Check(operation.get(), answer).answered();
    return answer;
  }

  private Answer send(String method, URI uri, String body) {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(40))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      var answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      var first = new TreeMap<String, String>();
      answer.headers().map().forEach((name, values) -> first.put(name, values.getFirst()));
      return new Answer(answer.statusCode(), first, answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One exchange against the operation that describes it. */
  private record Check(OpenApi.Operation operation, Answer answer) {

    /** What was taken must be described; what was refused may be anything. */
    void request(String query, Map<String, String> headers, String body) {
      if (answer.status() >= 400) {
        return;
      }
      Arrays.stream(Optional.ofNullable(query).orElse("").split("&", -1))
          .filter(pair -> !pair.isEmpty())
          .forEach(
              pair ->
                  assertThat(operation.describes("query", pair.split("=", 2)[0]))
                      .as(pair)
                      .isTrue());
      if (headers.containsKey("if-none-match")) {
        assertThat(operation.describes("header", "if-none-match")).isTrue();
      }
      JsonNode described = operation.node().path("requestBody");
      if (!described.isMissingNode()) {
        JsonNode schema = described.at("/content/application~1json/schema");
        assertThat(API.faults(schema, MessageJson.read(body, JsonNode.class))).as(body).isEmpty();
      }
    }

    void answered() {
      var described = API.response(operation, answer.status());
      assertThat(described)
          .as("%s may answer %s: %s", operation.key(), answer.status(), answer.body())
          .isPresent();
      headers(described.get().path("headers"));
      body(described.get().path("content"));
    }

    private void headers(JsonNode described) {
      for (var header : described.properties()) {
        JsonNode form = API.resolved(header.getValue());
        String value = answer.headers().get(header.getKey());
        if (form.path("required").asBoolean()) {
          assertThat(answer.headers()).as(operation.key()).containsKey(header.getKey());
        }
        if (value != null) {
          JsonNode text = MessageJson.mapper().getNodeFactory().textNode(value);
          assertThat(API.faults(form.path("schema"), text)).as(header.getKey()).isEmpty();
        }
      }
      boolean mixed = described.path("x-request-id").isMissingNode() && !isGateways();
      assertThat(HEADERS_OF_OURS)
          .filteredOn(answer.headers()::containsKey)
          .filteredOn(name -> !(mixed && name.equals("x-request-id")))
          .allSatisfy(name -> assertThat(described.has(name)).as(name).isTrue());
      assertThat(answer.headers().containsKey("x-request-id")).isNotEqualTo(isGateways());
    }

    /** The gateway's own answers are the only ones in plain JSON without a field but this. */
    private boolean isGateways() {
      return answer.contentType().equals("application/json")
          && answer.status() >= 400
          && (answer.body().isEmpty() || answer.json().has("message"));
    }

    private void body(JsonNode described) {
      if (described.has("*/*") || operation.method().equals("HEAD")) {
        return;
      }
      if (described.isMissingNode()) {
        assertThat(answer.body()).as(operation.key()).isEmpty();
        return;
      }
      JsonNode schema = described.path(answer.contentType()).path("schema");
      assertThat(schema.isMissingNode()).as("%s in %s", answer, described.properties()).isFalse();
      assertThat(API.faultsOfOurs(schema, answer.json())).as(answer.body()).isEmpty();
      if (answer.contentType().equals("application/problem+json")) {
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
      }
    }
  }
}
