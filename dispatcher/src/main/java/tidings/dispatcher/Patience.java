package tidings.dispatcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tidings.dispatcher.Genesys.Answer.NotNow;

/** Decides how long a message waits in the queue for its next try, and when it is given up. */
record Patience(Backoff backoff, Duration messageBudget, Duration outageBudget) {
  /** SQS hides a message for 12 hours in all (SQS developer guide, "Visibility timeout"). */
  private static final Duration LONGEST_HIDDEN = Duration.ofHours(12).minusMinutes(1);

  /**
   * The wait before the next try, or empty where the message is to be given up: its budget is used
   * up, or Genesys asks for a longer wait than what is left of it. A wait that Genesys asks for is
   * never shortened; our own ends with the budget, for a last try.
   *
   * @param since what the budget counts from
   */
  Optional<Duration> next(Envelope envelope, NotNow notNow, Instant since, Instant now) {
    Duration left = budget(notNow.cause()).minus(Duration.between(since, now));
    Duration hideable = LONGEST_HIDDEN.minus(Duration.between(envelope.firstReceivedAt(), now));
    Duration most = shorter(left, hideable);
    Duration asked = notNow.retryAfter() == null ? Duration.ZERO : notNow.retryAfter();
    if (!most.isPositive() || asked.compareTo(most) > 0) {
      return Optional.empty();
    }
    Duration own = shorter(backoff.after(envelope.receives()), most);
    return Optional.of(own.compareTo(asked) > 0 ? own : asked);
  }

  private Duration budget(Genesys.Cause cause) {
    return switch (cause) {
      case MESSAGE -> messageBudget;
      case OUTAGE -> outageBudget;
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
