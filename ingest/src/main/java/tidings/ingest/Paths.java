package tidings.ingest;

import java.util.List;
import java.util.Set;
import tidings.lambda.Call;
import tidings.lambda.Problem;
import tidings.message.Chat;

/** Whose chat or offers the path of a request names, and whether the caller may name them. */
record Paths(
    Installation installation,
    Set<String> integrationIds,
    Set<String> offerIntegrationIds,
    String userIdClaim) {

  /**
   * The chat of the customer who calls.
   *
   * @throws Problem 403 if the path names another user, 404 for an unknown integration
   */
  Chat customersChat(Call call) {
    return named(call, call.customer(userIdClaim), integrationIds);
  }

  /**
   * The chat that a service caller names.
   *
   * @throws Problem 404 for an unknown integration, 422 for a user without a name
   */
  Chat chat(Call call) {
    return named(call, call.path("userId"), integrationIds);
  }

  /** The offers that a service caller names. */
  Chat offers(Call call) {
    return named(call, call.path("userId"), offerIntegrationIds);
  }

  private Chat named(Call call, String userId, Set<String> known) {
    String integrationId = call.path("integrationId");
    if (!known.contains(integrationId)) {
      throw Problem.of(404, "There is no such integration.");
    }
    if (userId.isBlank()) {
      throw Problem.invalid(List.of(new Problem.Fault("userId", "must not be blank")));
    }
    return installation.chat(userId, integrationId);
  }
}
