package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour for the next {@code count} requests.
 *
 * @param path what the request's path contains; null stands for any
 * @param userId the customer whom the request is about; null stands for any request
 * @param messageId the message that the request brings; null stands for any request
 */
public record Fault(
    @Nullable String path,
    @Nullable String userId,
    @Nullable String messageId,
    Effect effect,
    int count) {

  /**
   * What the body of the answer looks like: as it should, broken off halfway, no JSON, or with
   * integrations' secrets masked or left out.
   */
  public enum Body {
    WHOLE,
    CUT,
    GARBAGE,
    MASKED,
    UNTOLD
  }

  /**
   * What happens instead of, or on top of, the normal answer.
   *
   * @param status answered with an error body of that kind; 0 cuts the connection without an
   *     answer; null leaves the normal answer
   * @param retryAfter sent as {@code Retry-After} beside the status
   * @param delay before the answer goes out
   * @param hang never answers; the connection stays open until the simulator is closed, or for five
   *     minutes
   * @param accept does what was asked although the answer says or shows nothing of it
   * @param failedReceipt accepts the message and reports later that it could not be delivered
   * @param body of the answer, whatever its status
   */
  public record Effect(
      @Nullable Integer status,
      @Nullable Duration retryAfter,
      Duration delay,
      boolean hang,
      boolean accept,
      boolean failedReceipt,
      Body body) {

    static final Effect NONE =
        new Effect(null, null, Duration.ZERO, false, false, false, Body.WHOLE);

    public Effect {
      if (status != null && status != 0 && (status < 200 || status > 599)) {
        throw new IllegalArgumentException("status is 0 or 200 to 599, not " + status);
      }
    }

    /** Whether the request is turned away without being looked at. */
    boolean refuses() {
      boolean normal = !hang && (status == null || status / 100 == 2);
      return !normal && !accept;
    }

    /** What goes out where this answer would have. */
    Answer over(Answer normal, String path) {
      if (status == null || status == 0) {
        return normal;
      }
      if (status / 100 == 2) {
        return normal.under(status);
      }
      Answer error =
          path.equals(Tokens.PATH) && status < 500
              ? Tokens.refused(status, "invalid_client", "authentication failed")
              : Answer.error(status);
      return retryAfter == null ? error : error.plus("Retry-After", retryAfter.toSeconds());
    }

    /** Whether no answer goes out at all. */
    boolean silent() {
      return hang || (status != null && status == 0);
    }
  }

  public Fault {
    if (count < 1) {
      throw new IllegalArgumentException("count is at least 1, not " + count);
    }
  }

  /**
   * Reads {@code {"path"?,"userId"?,"messageId"?,"status"?,"retryAfter"?,"delayMs"?,"hang"?,
   * "accept"?,"failedReceipt"?,"body"?,"count"?}}; {@code retryAfter} is in seconds, {@code body}
   * is whole, cut, garbage, masked or untold, {@code count} is 1 where absent.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public static Fault of(JsonNode json) {
    var effect =
        new Effect(
            json.hasNonNull("status") ? json.get("status").asInt(-1) : null,
            json.hasNonNull("retryAfter")
                ? Duration.ofSeconds(json.get("retryAfter").asLong())
                : null,
            Duration.ofMillis(json.path("delayMs").asLong()),
            json.path("hang").asBoolean(),
            json.path("accept").asBoolean(),
            json.path("failedReceipt").asBoolean(),
            Body.valueOf(json.path("body").asText("whole").toUpperCase(Locale.ROOT)));
    return new Fault(
        text(json, "path"),
        text(json, "userId"),
        text(json, "messageId"),
        effect,
        json.path("count").asInt(1));
  }

  /** The form that {@link #of} reads, without what has no effect. */
  public JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("path", path).put("userId", userId).put("messageId", messageId);
    json.put("status", effect.status);
    json.put("retryAfter", effect.retryAfter == null ? null : effect.retryAfter.toSeconds());
    json.put("delayMs", effect.delay.isZero() ? null : effect.delay.toMillis());
    json.put("hang", effect.hang ? true : null).put("accept", effect.accept ? true : null);
    json.put("failedReceipt", effect.failedReceipt ? true : null);
    String body = effect.body.name().toLowerCase(Locale.ROOT);
    json.put("body", effect.body == Body.WHOLE ? null : body).put("count", count);
    json.removeIf(JsonNode::isNull);
    return json;
  }

  /** Whether a request with this path, about this customer and message, is one of those meant. */
  boolean meets(String requestPath, Optional<String> customer, Optional<String> message) {
    return (path == null || requestPath.contains(path))
        && (userId == null || userId.equals(customer.orElse(null)))
        && (messageId == null || messageId.equals(message.orElse(null)));
  }

  /** This fault for one request less. */
  Fault used() {
    return new Fault(path, userId, messageId, effect, count - 1);
  }

  private static @Nullable String text(JsonNode json, String field) {
    return json.hasNonNull(field) ? json.get(field).asText() : null;
  }
}
