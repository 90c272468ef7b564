package tidings.local;

import java.net.URI;
import java.util.regex.Matcher;

/** Who calls the API of a running stack, and by which paths. */
record Callers(URI stack, Client client) {

  static Callers of(URI stack) {
    return new Callers(stack, new Client(stack));
  }

  Caller anybody() {
    return Caller.anybody(stack);
  }

  Caller customer(String userId) {
    String body = "{\"userId\":\"%s\"}".formatted(userId);
    String token = client.post("/local/token", body).json().path("token").asText();
    return anybody().with("authorization", "Bearer " + token);
  }

  Caller service() {
    return anybody().with("x-api-key", client.config("apiKey"));
  }

  String chat(String userId) {
    return "/transcript/integration/" + client.integrationId() + "/user/" + userId;
  }

  String offers(String userId) {
    return "/notification/integration/" + offerIntegrationId() + "/user/" + userId;
  }

  String offerIntegrationId() {
    return client.get("/local/config").json().at("/offerIntegrationIds/0").asText();
  }

  /** An agent says something to a customer, or Genesys sends what it likes. */
  void agentSays(String userId, String text) {
    client.post(
        "/local/genesys/say",
        "{\"integrationId\":\"%s\",\"userId\":\"%s\",\"text\":\"%s\"}"
            .formatted(client.integrationId(), userId, text));
  }

  /** The operation's path for this user, with these ids of integrations and anything elsewhere. */
  String path(OpenApi.Operation operation, String userId, String integrationId) {
    return operation
        .path()
        .replace("{userId}", userId)
        .replace("{integrationId}", Matcher.quoteReplacement(integrationId))
        .replaceAll("\\{[^}]+}", "some-id");
  }

  /** The operation's path for this user, with an integration that exists. */
  String path(OpenApi.Operation operation, String userId) {
    boolean isOffer = operation.path().startsWith("/notification");
    return path(operation, userId, isOffer ? offerIntegrationId() : client.integrationId());
  }
}
