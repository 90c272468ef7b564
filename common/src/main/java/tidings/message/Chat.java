package tidings.message;

/**
 * Whose conversation with which integration; the user id is for Genesys and the app, the key for
 * the rest.
 */
public record Chat(UserKey userKey, String userId, String integrationId) {

  public Chat {
    if (userId.isBlank() || integrationId.isBlank()) {
      throw new IllegalArgumentException("a chat names its user and its integration");
    }
  }

  /** Names the user by key alone: what a log line may hold. */
  @Override
  public String toString() {
    return integrationId + "/" + userKey.value();
  }
}
