package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tidings.dispatcher.Genesys.Answer.NotNow;
import tidings.dispatcher.Genesys.Cause;

class PatienceTest {
  private final Patience patience = Samples.patience();

  @Test
  void theMessagesOwnFailureIsTriedForAQuarterOfAnHour() {
    var failing = new NotNow(Cause.MESSAGE, "HTTP 500", null, "-", false);

    assertThat(after(Duration.ofSeconds(899), 9, failing)).isPresent();
    assertThat(after(Duration.ofMinutes(15), 9, failing)).isEmpty();
  }

  @Test
  void anOutageIsTriedForFourHours() {
    var out = new NotNow(Cause.OUTAGE, "HTTP 503", null, "-", false);

    assertThat(after(Duration.ofHours(4).minusSeconds(1), 9, out)).isPresent();
    assertThat(after(Duration.ofHours(4), 9, out)).isEmpty();
  }

  /** The template lets an outage last five hours at most, and a message be received 100 times. */
  @Test
  void theLongestOutageLeavesReceivesForCrashes() {
    var longest = new Patience(patience.backoff(), Duration.ofMinutes(15), Duration.ofHours(5));
    var out = new NotNow(Cause.OUTAGE, "HTTP 503", null, "-", false);
    Optional<Duration> wait = Optional.of(Duration.ZERO);
    Instant now = Samples.START;
    int receives = 0;

    while (wait.isPresent()) {
      now = now.plus(wait.get());
      wait = longest.next(envelope(++receives), out, Samples.START, now);
    }

    assertThat(receives).isBetween(70, 97);
  }

  @Test
  void theOwnWaitEndsWithTheBudgetForALastTry() {
    var failing = new NotNow(Cause.MESSAGE, "HTTP 500", null, "-", false);

    assertThat(after(Duration.ofSeconds(890), 20, failing)).contains(Duration.ofSeconds(10));
  }

  @Test
  void theWaitThatGenesysAsksForIsNeverShortened() {
    var busy = new NotNow(Cause.OUTAGE, "HTTP 429", Duration.ofMinutes(50), "-", false);

    assertThat(after(Duration.ofHours(3), 1, busy)).contains(Duration.ofMinutes(50));
  }

  @Test
  void aShortWaitThatGenesysAsksForDoesNotShortenOurs() {
    var busy = new NotNow(Cause.OUTAGE, "HTTP 429", Duration.ofSeconds(3), "-", false);

    assertThat(after(Duration.ofHours(1), 20, busy).orElseThrow())
        .isBetween(Duration.ofSeconds(150), Duration.ofMinutes(5));
  }

  @Test
  void aWaitBeyondTheBudgetEndsTheMessageNow() {
    var busy = new NotNow(Cause.OUTAGE, "HTTP 429", Duration.ofDays(365), "-", false);

    assertThat(after(Duration.ZERO, 1, busy)).isEmpty();
  }

  @Test
  void noWaitIsLongerThanSqsHidesAMessage() {
    var half = Duration.ofHours(12);
    var longest = new Patience(patience.backoff(), half, Duration.ofHours(20));
    var busy = new NotNow(Cause.OUTAGE, "HTTP 429", Duration.ofHours(13), "-", false);

    assertThat(longest.next(envelope(1), busy, Samples.START, Samples.START)).isEmpty();
  }

  private Optional<Duration> after(Duration age, int receives, NotNow notNow) {
    Instant now = Samples.START.plus(age);
    return patience.next(envelope(receives), notNow, Samples.START, now);
  }

  private static Envelope envelope(int receives) {
    return Samples.envelope(Samples.hello(), Samples.START, receives);
  }
}
