package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
  private static final Duration BASE = Duration.ofSeconds(2);
  private static final Duration CAP = Duration.ofMinutes(5);

  @ParameterizedTest
  @CsvSource({"1,2", "2,4", "3,8", "7,128", "8,256", "9,300", "100,300", "2147483647,300"})
  void waitsBetweenHalfAndAllOfADoublingTime(int failures, int seconds) {
    Duration full = Duration.ofSeconds(seconds);

    for (int seed = 0; seed < 200; seed++) {
      var wait = new Backoff(BASE, CAP, new Random(seed)).after(failures);
      assertThat(wait).isBetween(full.dividedBy(2), full);
    }
  }

  @Test
  void thoseWhoFailedTogetherPart() {
    var backoff = new Backoff(BASE, CAP, new Random(1));

    var waits = IntStream.range(0, 50).mapToObj(_ -> backoff.after(9)).collect(Collectors.toSet());

    assertThat(waits).hasSizeGreaterThan(40);
  }

  @Test
  void noBaseMeansNoWait() {
    assertThat(Samples.noWait().after(3)).isZero();
  }
}
