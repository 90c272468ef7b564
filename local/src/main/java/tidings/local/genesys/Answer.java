package tidings.local.genesys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What goes back: a status, headers, and a JSON body, of Genesys' {@code ErrorBody} for errors. */
record Answer(int status, Map<String, String> headers, ObjectNode body) {

  Answer {
    headers = Map.copyOf(headers);
  }

  static Answer ok(ObjectNode body) {
    return new Answer(200, Map.of(), body);
  }

  /** Whether it says that what was asked was done. */
  boolean isYes() {
    return status / 100 == 2;
  }

  static Answer error(int status, String code, String message) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("message", message).put("code", code).put("status", status);
    body.putObject("messageParams");
    body.putArray("details");
    body.putArray("errors");
    return new Answer(status, Map.of(), body);
  }

  /** The error that a status alone stands for, in the codes of the API description. */
  static Answer error(int status) {
    return switch (status) {
      case 400 ->
          error(status, "bad.request", "The request could not be understood by the server.");
      case 401 -> error(status, "bad.credentials", "Invalid login credentials.");
      case 403 -> error(status, "missing.permissions", "Unable to perform the requested action.");
      case 404 -> error(status, "not.found", "The requested resource was not found.");
      case 409 -> error(status, "conflict", "The request conflicts with the current state.");
      case 413 -> error(status, "request.entity.too.large", "The request is over the size limit.");
      case 415 -> error(status, "unsupported.media.type", "Unsupported media type.");
      case 429 -> tooMany(Duration.ofMinutes(1), 300);
      case 503 -> error(status, "service.unavailable", "Service unavailable.");
      case 504 -> error(status, "request.timeout", "The request timed out.");
      default -> error(status, "internal.server.error", "The server encountered a problem.");
    };
  }

  static Answer tooMany(Duration reset, int perMinute) {
    String message =
        "Rate limit exceeded the maximum. Retry the request in [%d] seconds"
            .formatted(reset.toSeconds());
    Answer answer = error(429, "too.many.requests", message);
    ObjectNode limit = answer.body.putObject("limit");
    limit.put("key", "token.rate.per.minute").put("namespace", "platform.api");
    limit.put("value", perMinute);
    return answer;
  }

  Answer plus(String header, Object value) {
    var more = new TreeMap<>(headers);
    more.put(header, value.toString());
    return new Answer(status, more, body);
  }

  /** The same answer under a status of success that was ordered instead of ours. */
  Answer under(int other) {
    return isYes() ? new Answer(other, headers, body) : this;
  }

  /** Names the request, in a header and, for an error, in the body. */
  Answer traced(String correlationId) {
    if (body.has("code")) {
      body.put("contextId", correlationId);
    }
    return plus("ININ-Correlation-Id", correlationId);
  }
}
