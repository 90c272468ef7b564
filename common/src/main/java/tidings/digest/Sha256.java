package tidings.digest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 (FIPS 180-4) and the HMAC with it (RFC 2104), which every Java platform has. */
public final class Sha256 {
  private static final String HMAC = "HmacSHA256";

  /** Without a key. To copy it is quicker than to look for one among the providers. */
  private static final Mac BLANK = blank();

  private Sha256() {}

  /** The hash of the text in UTF-8: 64 characters. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(hash(text));
  }

  /** The hash of the text in UTF-8: 43 characters. */
  public static String base64Url(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(text));
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** The 32 bytes that nobody can make of these without the key. */
  public static byte[] hmac(byte[] key, byte[] bytes) {
    try {
      var mac = (Mac) BLANK.clone();
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(bytes);
    } catch (CloneNotSupportedException | GeneralSecurityException e) {
      throw new AssertionError("every Java platform has " + HMAC, e);
    }
  }

  private static Mac blank() {
    try {
      return Mac.getInstance(HMAC);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has " + HMAC, e);
    }
  }
}
