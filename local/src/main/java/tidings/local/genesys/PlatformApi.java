package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import tidings.local.genesys.Conversations.Conversation;
import tidings.local.genesys.Operation.Call;

/** The gate of the platform API: who calls, how often, in what form, and about what. */
final class PlatformApi {
  private final Integrations integrations;
  private final Tokens tokens;
  private final RateLimit rateLimit;
  private final Conversations conversations;
  private final OpenMessaging messaging;

  PlatformApi(
      Integrations integrations,
      Tokens tokens,
      RateLimit rateLimit,
      Conversations conversations,
      OpenMessaging messaging) {
    this.integrations = integrations;
    this.tokens = tokens;
    this.rateLimit = rateLimit;
    this.conversations = conversations;
    this.messaging = messaging;
  }

  /** The customer whom a request is about; empty for a login or a body that names nobody. */
  Optional<String> customer(Request request) {
    JsonNode body = request.body().json();
    Optional<Call> call = Operation.of(request);
    if (call.isPresent() && call.get().operation() == Operation.DISCONNECT) {
      return conversations.find(call.get().id()).map(Conversation::userId);
    }
    return body == null ? Optional.empty() : call.flatMap(c -> c.operation().customer(body));
  }

  /**
   * @param failing whether the receipt of a message that this request brings is to say Failed
   */
  Answer answer(Request request, boolean failing) {
    if (request.path().equals(Tokens.PATH)) {
      return tokens.login(request);
    }
    String authorization = request.header("authorization");
    return switch (tokens.standing(authorization)) {
      case MISSING ->
          Answer.error(401, "authentication.required", "No authentication bearer token specified.");
      case UNKNOWN -> Answer.error(401);
      case EXPIRED -> Answer.error(401, "credentials.expired", "The login credentials expired.");
      case VALID -> {
        var place = rateLimit.take(authorization);
        yield place.stamp(place.granted() ? formed(request, failing) : place.refusal());
      }
    };
  }

  private Answer formed(Request request, boolean failing) {
    if (Integrations.asksFor(request)) {
      return integrations.answer(request);
    }
    Optional<Call> call = Operation.of(request);
    if (call.isEmpty()) {
      return Answer.error(404);
    }
    if (!request.mediaType().equals("application/json")) {
      return Answer.error(415);
    }
    if (request.body().tooLarge()) {
      return Answer.error(413);
    }
    JsonNode body = request.body().json();
    if (body == null || !body.isObject()) {
      return Answer.error(400, "bad.request", "The body is not a JSON object.");
    }
    return sensible(call.get(), request, body, failing);
  }

  private Answer sensible(Call call, Request request, JsonNode body, boolean failing) {
    if (!known(call, body)) {
      return Answer.error(404);
    }
    return call.operation()
        .problem(body)
        .map(problem -> Answer.error(400, problem.code(), problem.message()))
        .orElseGet(() -> done(call, request, body, failing));
  }

  private boolean known(Call call, JsonNode body) {
    return switch (call.operation()) {
      case MESSAGE, EVENT, RECEIPT, STRUCTURED -> integrations.has(call.id());
      case AGENTLESS ->
          !body.path("fromAddress").isTextual()
              || integrations.has(body.get("fromAddress").asText());
      case DISCONNECT -> conversations.find(call.id()).isPresent();
    };
  }

  private Answer done(Call call, Request request, JsonNode body, boolean failing) {
    boolean prefetch = request.query().contains("prefetchConversationId=true");
    return switch (call.operation()) {
      case MESSAGE -> messaging.take(call.id(), body, prefetch, failing);
      case STRUCTURED -> messaging.take(call.id(), body, false, failing);
      case EVENT -> messaging.event(call.id(), body);
      case RECEIPT -> messaging.receipt(call.id(), body);
      case AGENTLESS -> messaging.agentless(body);
      case DISCONNECT -> messaging.disconnect(conversations.find(call.id()).orElseThrow());
    };
  }
}
