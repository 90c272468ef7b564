package tidings.lambda;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A credential; printing it shows a mask. */
public record Secret(String value) {

  public byte[] bytes() {
    return value.getBytes(StandardCharsets.UTF_8);
  }

  /** Compares in a time that does not depend on where the difference is. */
  public boolean matches(byte[] other) {
    return MessageDigest.isEqual(bytes(), other);
  }

  @Override
  public String toString() {
    return "Secret[…]";
  }
}
