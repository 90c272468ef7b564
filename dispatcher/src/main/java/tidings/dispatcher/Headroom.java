package tidings.dispatcher;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What is left of Genesys' rate limit, as its answers say it; the count is over all instances that
 * share the token (developer centre blog, "SDK config and logging", for the headers).
 */
final class Headroom {
  private static final double USED_UP = 0.9;
  private static final double SCARCE = 0.7;
  private static final long LONGEST_RESET_SECONDS = 300;

  private final Clock clock;
  private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.EPOCH);
  private final AtomicReference<Instant> scarceUntil = new AtomicReference<>(Instant.EPOCH);

  Headroom(Clock clock) {
    this.clock = clock;
  }

  /**
   * Reads the headers of an answer; without all three it says nothing.
   *
   * @return how much is left, in percent
   */
  OptionalLong note(HttpHeaders headers) {
    OptionalLong count = number(headers, "inin-ratelimit-count");
    OptionalLong allowed = number(headers, "inin-ratelimit-allowed");
    OptionalLong reset = number(headers, "inin-ratelimit-reset");
    if (count.isEmpty() || allowed.isEmpty() || reset.isEmpty()) {
      return OptionalLong.empty();
    }
    long seconds = Math.clamp(reset.getAsLong(), 0, LONGEST_RESET_SECONDS);
    Instant until = clock.instant().plusSeconds(seconds);
    double used = (double) count.getAsLong() / Math.max(1, allowed.getAsLong());
    if (used >= USED_UP) {
      prolong(pausedUntil, until);
    }
    if (used > SCARCE) {
      prolong(scarceUntil, until);
    }
    return OptionalLong.of(Math.round(100 * Math.max(0, 1 - used)));
  }

  private static void prolong(AtomicReference<Instant> time, Instant until) {
    time.accumulateAndGet(until, (one, other) -> one.isAfter(other) ? one : other);
  }

  /** True while less than 30 % is left: what can be done without is to be left out. */
  boolean isScarce() {
    return clock.instant().isBefore(scarceUntil.get());
  }

  /** How long nothing more is to be sent; empty while there is room. */
  Optional<Duration> pause() {
    Duration pause = Duration.between(clock.instant(), pausedUntil.get());
    return pause.isPositive() ? Optional.of(pause) : Optional.empty();
  }

  private static OptionalLong number(HttpHeaders headers, String name) {
    try {
      return headers.firstValueAsLong(name);
    } catch (NumberFormatException _) {
      return OptionalLong.empty();
    }
  }
}
