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
   */
  Optional<Duration> next(Envelope envelope, NotNow notNow, Instant now) {
    Duration left = left(notNow.cause(), envelope, now);
    Duration hideable = LONGEST_HIDDEN.minus(Duration.between(envelope.firstReceivedAt(), now));
    Duration most = shorter(left, hideable);
    Duration asked = notNow.retryAfter() == null ? Duration.ZERO : notNow.retryAfter();
    if (!most.isPositive() || asked.compareTo(most) > 0) {
      return Optional.empty();
    }
    Duration own = shorter(backoff.after(envelope.receives()), most);
    return Optional.of(own.compareTo(asked) > 0 ? own : asked);
  }

  /**
   * A message's own budget counts from its first try: what it waited behind others is not its own.
   * The budget of an outage counts from its sending, so that a row of messages is not given up one
   * budget after the other.
   */
  private Duration left(Genesys.Cause cause, Envelope envelope, Instant now) {
    return switch (cause) {
      case MESSAGE -> messageBudget.minus(Duration.between(envelope.firstReceivedAt(), now));
      case OUTAGE -> outageBudget.minus(Duration.between(envelope.sentAt(), now));
    };
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
