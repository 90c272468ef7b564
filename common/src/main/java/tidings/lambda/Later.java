package tidings.lambda;

import java.time.Duration;

/** Not now: the message comes back to its queue and is tried again after the delay. */
public final class Later extends RuntimeException {
  private final transient Line line;
  private final Duration delay;

  public Later(String reason, Duration delay) {
    this(Line.info("later"), reason, delay);
  }

  /**
   * @param line what is to be said of it in the log; the reason and the delay are added
   */
  public Later(Line line, String reason, Duration delay) {
    super(reason);
    this.line = line.with("reason", reason).with("delayMs", delay.toMillis());
    this.delay = delay;
  }

  public Duration delay() {
    return delay;
  }

  /** What the log is to say of it. */
  public Line line() {
    return line;
  }
}
