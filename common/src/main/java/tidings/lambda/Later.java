package tidings.lambda;

import java.time.Duration;

/** Not now: the message comes back to its queue and is tried again after the delay. */
public final class Later extends RuntimeException {
  private final Duration delay;

  public Later(String reason, Duration delay) {
    super(reason);
    this.delay = delay;
  }

  public Duration delay() {
    return delay;
  }
}
