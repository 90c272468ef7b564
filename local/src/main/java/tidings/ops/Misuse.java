package tidings.ops;

/** Something that the operator can put right; the message says what and how. */
final class Misuse extends RuntimeException {
  Misuse(String message) {
    super(message);
  }
}
