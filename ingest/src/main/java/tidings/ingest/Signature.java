package tidings.ingest;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import tidings.digest.Sha256;
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
    return PREFIX + Base64.getEncoder().encodeToString(Sha256.hmac(key.bytes(), body));
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
    return MessageDigest.isEqual(hash, Sha256.hmac(key.bytes(), body));
  }
}
