package tidings.message;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Whose conversation with which integration; the user id is for Genesys and the app, the key for
 * the rest.
 */
public record Chat(UserKey userKey, String userId, String integrationId) {
  /** Bytes in UTF-8. Genesys' have 36; what is much longer fits into no key. */
  public static final int LONGEST_INTEGRATION_ID = 128;

  public Chat {
    if (userId.isBlank() || integrationId.isBlank()) {
      throw new IllegalArgumentException("a chat names its user and its integration");
    }
    if (integrationId.getBytes(StandardCharsets.UTF_8).length > LONGEST_INTEGRATION_ID) {
      throw new IllegalArgumentException("no integration has so long an id");
    }
  }

  /** What a log line may hold of it, by the names of its parts. */
  public Map<String, String> ids() {
    return Map.of("integrationId", integrationId, "conversation", userKey.value());
  }

  /** Names the user by key alone. */
  @Override
  public String toString() {
    return integrationId + "/" + userKey.value();
  }
}
