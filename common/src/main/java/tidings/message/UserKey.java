package tidings.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tidings.digest.Sha256;

/**
 * Stands for a user in table keys, queue groups and logs, where the user id itself must not appear:
 * 43 characters of base64url.
 */
public record UserKey(@JsonValue String value) {
  private static final int LENGTH = 43;
  private static final int HASH_BYTES = 32;

  public UserKey {
    if (value.length() != LENGTH || Base64.getUrlDecoder().decode(value).length != HASH_BYTES) {
      throw new IllegalArgumentException("a user key is 43 characters of base64url");
    }
  }

  /**
   * HMAC-SHA256 of the user id with the installation's key: without that key no id can be tried.
   */
  public static UserKey of(byte[] installationKey, String userId) {
    byte[] hash = Sha256.hmac(installationKey, userId.getBytes(StandardCharsets.UTF_8));
    return new UserKey(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
  }
}
