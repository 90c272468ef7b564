package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tidings.dispatcher.Genesys.Answer;
import tidings.dispatcher.Genesys.Cause;
import tidings.lambda.MovableClock;
import tidings.message.Delivery;

class RetryingGenesysTest {
  private static final Answer YES = new Answer.Accepted("g-1", "c-1", "-");
  private static final Answer NO =
      new Answer.Refused(400, new Delivery.Failure("refused", "no", false, false), "-");

  private final MovableClock clock = new MovableClock();
  private final List<Instant> deadlines = new ArrayList<>();

  @Test
  void aHiccupIsOverWithTheNextTry() {
    assertThat(deliver(Duration.ofSeconds(20), busy(null), YES)).isEqualTo(YES);
    assertThat(deadlines).hasSize(2);
  }

  @Test
  void threeTriesAreEnough() {
    assertThat(deliver(Duration.ofSeconds(20), busy(null), busy(null), busy(null), YES))
        .isEqualTo(busy(null));
    assertThat(deadlines).hasSize(3);
  }

  @Test
  void aRefusalIsNotAskedAgain() {
    assertThat(deliver(Duration.ofSeconds(20), NO, YES)).isEqualTo(NO);
  }

  @Test
  void aLongWaitBelongsToTheQueue() {
    Answer busy = busy(Duration.ofSeconds(3));

    assertThat(deliver(Duration.ofSeconds(20), busy, YES)).isEqualTo(busy);
  }

  @Test
  void aShortWaitThatIsAskedForIsKeptHere() {
    Answer busy = busy(Duration.ofMillis(20));
    long start = System.nanoTime();

    assertThat(deliver(Duration.ofSeconds(20), busy, YES)).isEqualTo(YES);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(19));
  }

  @Test
  void allTriesTogetherHaveTwelveSeconds() {
    deliver(Duration.ofSeconds(20), YES);

    assertThat(deadlines).containsExactly(Samples.START.plusSeconds(12));
  }

  @Test
  void theFunctionsTimeIsNotOverrun() {
    Answer busy = busy(Duration.ofSeconds(2));

    assertThat(deliver(Duration.ofMillis(3900), busy, YES)).isEqualTo(busy);
    assertThat(deadlines).containsExactly(Samples.START.plusMillis(3900));
  }

  private static Answer busy(@Nullable Duration retryAfter) {
    return new Answer.NotNow(Cause.OUTAGE, "HTTP 429", retryAfter, "-", false);
  }

  private Answer deliver(Duration left, Answer... answers) {
    Genesys scripted =
        (_, deadline) -> {
          deadlines.add(deadline);
          return answers[deadlines.size() - 1];
        };
    return new RetryingGenesys(scripted, Samples.noWait(), clock)
        .deliver(Samples.hello(), clock.instant().plus(left));
  }
}
