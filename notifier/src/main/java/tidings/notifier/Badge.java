package tidings.notifier;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Number of things that a user has not seen.
 *
 * @param at when it was so, to the microsecond
 */
record Badge(long count, Instant at) {

  Badge {
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  boolean isNewerThan(Badge other) {
    return at.isAfter(other.at);
  }

  /** Its time as a number that grows. */
  long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }

  static Badge of(long count, long micros) {
    return new Badge(count, Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }
}
