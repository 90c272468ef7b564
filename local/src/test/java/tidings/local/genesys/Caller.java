package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A client of the platform API. */
final class Caller implements AutoCloseable {
  static final String INTEGRATION = "5b1f0a52-6c1d-4e0c-9a57-2f6f1c7d3e10";
  static final String MESSAGE = messages(INTEGRATION + "/inbound/open/message");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private String authorization = "";

  record Reply(int status, HttpResponse<String> http) {
    JsonNode json() {
      try {
        return JSON.readTree(http.body());
      } catch (IOException e) {
        throw new AssertionError(http.body(), e);
      }
    }

    String header(String name) {
      return http.headers().firstValue(name).orElse("");
    }
  }

  Caller(URI base) {
    this.base = base;
  }

  static String messages(String rest) {
    return "/api/v2/conversations/messages/" + rest;
  }

  Caller login() throws Exception {
    var login =
        request(Tokens.PATH)
            .header("Authorization", "Basic YXBwOnMzY3JldA==")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("grant_type=client_credentials"));
    authorization = "Bearer " + send(login).json().get("access_token").asText();
    return this;
  }

  Reply post(String path, Object body) throws Exception {
    return post(path, body, "application/json");
  }

  Reply post(String path, Object body, String contentType) throws Exception {
    return send(
        request(path)
            .headers("Authorization", authorization, "Content-Type", contentType)
            .POST(BodyPublishers.ofString(body.toString())));
  }

  Reply disconnect(String conversationId) throws Exception {
    return send(
        request(messages(conversationId))
            .headers("Authorization", authorization, "Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString("{\"state\":\"disconnected\"}")));
  }

  Reply ask(String path) throws Exception {
    return send(request(path).header("Authorization", authorization).GET());
  }

  Reply patch(String path, Object body) throws Exception {
    return send(
        request(path)
            .headers("Authorization", authorization, "Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body.toString())));
  }

  Reply get(String path) throws Exception {
    return send(request(path).GET());
  }

  /** Posts a message and gives up after half a second. */
  void postImpatiently(Object body) throws Exception {
    var builder =
        request(MESSAGE)
            .timeout(Duration.ofMillis(500))
            .headers("Authorization", authorization, "Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    http.send(builder.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path)).version(HttpClient.Version.HTTP_1_1);
  }

  private Reply send(HttpRequest.Builder builder) throws Exception {
    var response = http.send(builder.build(), BodyHandlers.ofString());
    return new Reply(response.statusCode(), response);
  }
}
