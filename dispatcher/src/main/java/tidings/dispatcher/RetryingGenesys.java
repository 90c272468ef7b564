package tidings.dispatcher;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import tidings.dispatcher.Genesys.Answer.NotNow;
import tidings.message.Errand;

/**
 * Asks up to three times within seconds, so that a hiccup does not send the message back; once what
 * is soon stale or must not be repeated.
 */
record RetryingGenesys(Genesys genesys, Backoff backoff, Clock clock) implements Genesys {
  private static final int TRIES = 3;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
  private static final Duration ALL_TRIES = Duration.ofSeconds(12);

  /** A try with less time than this would mostly end in doubt. */
  private static final Duration LEAST_TRY = Duration.ofSeconds(2);

  @Override
  public Answer deliver(Errand errand, Instant deadline) {
    Instant ours = clock.instant().plus(ALL_TRIES);
    Instant last = ours.isBefore(deadline) ? ours : deadline;
    var config =
        RetryConfig.<Answer>custom()
            .maxAttempts(tries(errand))
            .retryOnResult(answer -> isWorthAnotherTry(answer, last))
            .intervalBiFunction((failures, answer) -> wait(failures, answer.get()).toMillis())
            .build();
    return Retry.of("genesys", config).executeSupplier(() -> genesys.deliver(errand, last));
  }

  private static int tries(Errand errand) {
    return switch (errand) {
      case Errand.Forward _, Errand.End _, Errand.Receipt _ -> TRIES;
      case Errand.Agentless _, Errand.Typing _, Errand.Fetch _ -> 1;
    };
  }

  private boolean isWorthAnotherTry(Answer answer, Instant last) {
    if (!(answer instanceof NotNow notNow) || asked(notNow).compareTo(LONGEST_WAIT) > 0) {
      return false;
    }
    Instant startsBy = clock.instant().plus(longer(asked(notNow), backoff.cap()));
    return !startsBy.plus(LEAST_TRY).isAfter(last);
  }

  private Duration wait(int failures, Answer answer) {
    Duration own = backoff.after(failures);
    return answer instanceof NotNow notNow ? longer(asked(notNow), own) : own;
  }

  private static Duration asked(NotNow notNow) {
    Duration asked = notNow.retryAfter();
    return asked == null ? Duration.ZERO : asked;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
