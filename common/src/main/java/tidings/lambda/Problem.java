package tidings.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A request refused, in the form of RFC 9457; {@link Routes} turns it into the answer. */
public final class Problem extends RuntimeException {
  private static final Map<Integer, String> TITLES =
      Map.ofEntries(
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Content Too Large"),
          Map.entry(415, "Unsupported Media Type"),
          Map.entry(422, "Unprocessable Content"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(501, "Not Implemented"),
          Map.entry(503, "Service Unavailable"));

  private final int status;
  private final List<Fault> faults;
  private final OptionalInt retryAfterSeconds;

  private Problem(int status, String detail, List<Fault> faults, OptionalInt retryAfterSeconds) {
    super(detail);
    this.status = status;
    this.faults = List.copyOf(faults);
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** What is wrong with one field of the body, by its path in it. */
  public record Fault(String field, String message) {}

  public static Problem of(int status, String detail) {
    return new Problem(status, detail, List.of(), OptionalInt.empty());
  }

  /** 422 with every fault that was found. */
  public static Problem invalid(List<Fault> faults) {
    return new Problem(422, "The request is not valid.", faults, OptionalInt.empty());
  }

  /** 503: the same request, with the same id, may be sent again. */
  public static Problem notKnownToBeAccepted() {
    return new Problem(
        503,
        "It is not known to be accepted: send it again with the same id.",
        List.of(),
        OptionalInt.of(1));
  }

  /** What is wrong with single fields. */
  public List<Fault> faults() {
    return faults;
  }

  APIGatewayV2HTTPResponse answer() {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "about:blank");
    body.put("title", TITLES.getOrDefault(status, "Error"));
    body.put("status", status);
    body.put("detail", getMessage());
    if (!faults.isEmpty()) {
      body.put("errors", faults);
    }
    var answer = Answers.json(status, body);
    answer.getHeaders().put("content-type", "application/problem+json");
    retryAfterSeconds.ifPresent(
        seconds -> answer.getHeaders().put("retry-after", Integer.toString(seconds)));
    return answer;
  }
}
