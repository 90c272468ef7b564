package tidings.local.push;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A misbehaviour for the next {@code count} publish requests. The SDK tries a throttled or failed
 * publish four times by itself, and each try is a request.
 *
 * @param token the device concerned; null stands for any
 */
public record PushFault(Kind kind, @Nullable String token, int count) {

  /** What is answered. */
  public enum Kind {
    THROTTLED(429, "Throttled", "Rate exceeded"),
    INTERNAL_FAILURE(500, "InternalFailure", "The request processing has failed"),
    APPLICATION_DISABLED(400, "PlatformApplicationDisabled", "Platform application is disabled");

    private final int status;
    private final String code;
    private final String message;

    Kind(int status, String code, String message) {
      this.status = status;
      this.code = code;
      this.message = message;
    }

    SnsAnswer answer() {
      return SnsAnswer.error(status, code, message);
    }
  }

  public PushFault {
    if (count < 1) {
      throw new IllegalArgumentException("count is at least 1, not " + count);
    }
  }

  /**
   * Reads {@code {"kind","token"?,"count"?}}: the kind is throttled, internal_failure or
   * application_disabled; without a count it lasts until it is cleared.
   *
   * @throws IllegalArgumentException if the kind is none of these or the count is not positive
   */
  public static PushFault of(JsonNode json) {
    Kind kind = Kind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT));
    String token = json.hasNonNull("token") ? json.get("token").asText() : null;
    return new PushFault(kind, token, json.path("count").asInt(Integer.MAX_VALUE));
  }

  boolean meets(String deviceToken) {
    return token == null || token.equals(deviceToken);
  }
}
