package tidings.notifier;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import tidings.lambda.Problem;

/**
 * Endpoints of SNS' platform applications, kept as AWS asks for (SNS developer guide, "Best
 * practices for managing mobile push tokens"). Nothing is kept in their custom user data: an
 * endpoint with other attributes cannot be asked for by its token.
 */
record Endpoints(SnsClient sns) {
  private static final Pattern EXISTING =
      Pattern.compile(
          "Endpoint (arn:\\S+) already exists with the same Token", Pattern.CASE_INSENSITIVE);

  /**
   * The endpoint of this token in the application: made, or found and enabled.
   *
   * @throws Problem 422 if it is no token of the platform
   */
  String made(String application, String token) {
    String endpoint = create(application, token);
    enable(endpoint, token);
    return endpoint;
  }

  /**
   * The endpoint, brought up to date with the token, or another one where that cannot be.
   *
   * @throws Problem 422 if it is no token of the platform
   */
  String renewed(String endpoint, String application, String token) {
    if (endpoint.startsWith(application.replaceFirst(":app/", ":endpoint/") + "/")) {
      try {
        enable(endpoint, token);
        return endpoint;
      } catch (NotFoundException | InvalidParameterException _) {
        return replaced(endpoint, application, token);
      }
    }
    return replaced(endpoint, application, token);
  }

  /**
   * Deletes the endpoint if it is there: what is on its way to it does not arrive any more. Returns
   * false if it is of an application that is not ours, or not any more, and so not ours to delete.
   */
  boolean delete(String endpoint) {
    try {
      sns.deleteEndpoint(delete -> delete.endpointArn(endpoint));
      return true;
    } catch (AuthorizationErrorException _) {
      return false;
    }
  }

  /** The old one is deleted last: if the token is refused, it stays. */
  private String replaced(String endpoint, String application, String token) {
    String other = made(application, token);
    if (!other.equals(endpoint)) {
      delete(endpoint);
    }
    return other;
  }

  /** Creating answers with the endpoint that there is, unless its attributes differ. */
  private String create(String application, String token) {
    try {
      return sns.createPlatformEndpoint(
              create -> create.platformApplicationArn(application).token(token))
          .endpointArn();
    } catch (InvalidParameterException e) {
      Matcher existing = EXISTING.matcher(String.valueOf(e.getMessage()));
      if (existing.find()) {
        return existing.group(1);
      }
      var fault = new Problem.Fault("token", "is not a token of this platform");
      throw Problem.invalid(List.of(fault));
    }
  }

  /**
   * How an endpoint stands.
   *
   * @param enabled false once SNS has learnt that the token is no good
   */
  record State(String token, boolean enabled) {

    /** Says nothing of the token, which must not reach a log. */
    @Override
    public String toString() {
      return "State[enabled=" + enabled + "]";
    }
  }

  /** How the endpoint stands; empty if it is not there or of an application that is not ours. */
  Optional<State> find(String endpoint) {
    try {
      return Optional.of(state(endpoint));
    } catch (NotFoundException | AuthorizationErrorException _) {
      return Optional.empty();
    }
  }

  private State state(String endpoint) {
    var attributes = sns.getEndpointAttributes(get -> get.endpointArn(endpoint)).attributes();
    return new State(
        attributes.getOrDefault("Token", ""), "true".equalsIgnoreCase(attributes.get("Enabled")));
  }

  private void enable(String endpoint, String token) {
    if (!state(endpoint).equals(new State(token, true))) {
      sns.setEndpointAttributes(
          set -> set.endpointArn(endpoint).attributes(Map.of("Token", token, "Enabled", "true")));
    }
  }
}
