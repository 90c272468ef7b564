package tidings.dispatcher;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Waits that double up to a cap, half of each at random, so that those who failed together part.
 */
record Backoff(Duration base, Duration cap, RandomGenerator random) {
  private static final int MOST_DOUBLINGS = 30;

  /** The wait after this many failures, at least half of the full one and at most the cap. */
  Duration after(int failures) {
    int doublings = Math.clamp(failures - 1, 0, MOST_DOUBLINGS);
    long full = Math.min(cap.toMillis(), base.toMillis() << doublings);
    return Duration.ofMillis(full - random.nextLong(full / 2 + 1));
  }
}
