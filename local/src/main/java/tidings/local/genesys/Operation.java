package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of the platform API that exist here, each with its rules. */
enum Operation {
  MESSAGE("POST", "([^/]+)/inbound/open/message", "/channel/from/id"),
  EVENT("POST", "([^/]+)/inbound/open/event", "/channel/from/id"),
  RECEIPT("POST", "([^/]+)/inbound/open/receipt", "/channel/to/id"),
  STRUCTURED("POST", "([^/]+)/inbound/open/structured/response", "/channel/from/id"),
  AGENTLESS("POST", "(agentless)", "/toAddress"),
  DISCONNECT("PATCH", "([^/]+)", "");

  private final String method;
  private final Pattern path;
  private final String customer;

  Operation(String method, String path, String customer) {
    this.method = method;
    this.path = Pattern.compile("/api/v2/conversations/messages/" + path);
    this.customer = customer;
  }

  /** An operation and the id in its path: an integration's, or a conversation's to disconnect. */
  record Call(Operation operation, String id) {}

  /** The operation that this request asks for; empty where there is none. */
  static Optional<Call> of(Request request) {
    return Arrays.stream(values())
        .filter(operation -> operation.method.equals(request.method()))
        .flatMap(operation -> operation.call(request.path()).stream())
        .findFirst();
  }

  Optional<Check.Problem> problem(JsonNode body) {
    var checks =
        switch (this) {
          case MESSAGE -> Checks.MESSAGE;
          case EVENT -> Checks.EVENT;
          case RECEIPT -> Checks.RECEIPT;
          case STRUCTURED -> Checks.STRUCTURED;
          case AGENTLESS -> Checks.AGENTLESS;
          case DISCONNECT -> Checks.DISCONNECT;
        };
    return Check.first(checks, body);
  }

  /** The customer whom this body names; empty where it names none. */
  Optional<String> customer(JsonNode body) {
    JsonNode id = body.at(customer);
    return id.isTextual() ? Optional.of(id.asText()) : Optional.empty();
  }

  private Optional<Call> call(String requestPath) {
    Matcher matcher = path.matcher(requestPath);
    return matcher.matches() ? Optional.of(new Call(this, matcher.group(1))) : Optional.empty();
  }
}
