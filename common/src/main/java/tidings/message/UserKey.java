package tidings.message;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands for a user in table keys, queue groups and logs, where the user id itself must not appear:
 * 43 characters of base64url.
 */
public record UserKey(@JsonValue String value) {
  private static final Pattern FORM = Pattern.compile("[\\w-]{43}");

  public UserKey {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException("a user key is 43 characters of base64url");
    }
  }

  /**
   * HMAC-SHA256 of the user id with the installation's key: without that key no id can be tried.
   */
  public static UserKey of(byte[] installationKey, String userId) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(installationKey, "HmacSHA256"));
      byte[] hash = mac.doFinal(userId.getBytes(StandardCharsets.UTF_8));
      return new UserKey(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA256", e);
    }
  }
}
