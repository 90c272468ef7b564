package tidings.ingest;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tidings.lambda.Secret;

/**
 * The value of {@code X-Hub-Signature-256}: HMAC-SHA256 of the raw body, in base64, not in hex
 * (developer centre, "Validate webhook notifications").
 */
final class Signature {
  private static final String PREFIX = "sha256=";
  private static final int BYTES = 32;

  private final byte[] hash;

  private Signature(byte[] hash) {
    this.hash = hash;
  }

  /** The header's value for this body. */
  static String of(byte[] body, Secret key) {
    return PREFIX + Base64.getEncoder().encodeToString(hmac(body, key));
  }

  /** Empty if the header is not of the form that Genesys sends. */
  static Optional<Signature> parse(String header) {
    if (!header.startsWith(PREFIX)) {
      return Optional.empty();
    }
    try {
      byte[] hash = Base64.getDecoder().decode(header.substring(PREFIX.length()));
      return hash.length == BYTES ? Optional.of(new Signature(hash)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether this is the body's signature with the key; compares in constant time. */
  boolean signs(byte[] body, Secret key) {
    return java.security.MessageDigest.isEqual(hash, hmac(body, key));
  }

  private static byte[] hmac(byte[] body, Secret key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA256", e);
    }
  }
}
