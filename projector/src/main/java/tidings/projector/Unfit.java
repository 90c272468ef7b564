package tidings.projector;

/** The command is understood, but the transcript has no place for it. */
final class Unfit extends RuntimeException {
  private final String code;
  private final String reason;

  Unfit(String code, String reason) {
    super(reason);
    this.code = code;
    this.reason = reason;
  }

  String code() {
    return code;
  }

  String reason() {
    return reason;
  }
}
