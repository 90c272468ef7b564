package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tidings.lambda.MovableClock;
import tidings.local.genesys.RateLimit.Place;

class RateLimitTest {
  private final MovableClock clock = new MovableClock();
  private final RateLimit limit = new RateLimit(2, clock);

  @Test
  void countsUpToTheLimitAndThenRefuses() {
    limit.take("token");
    Place second = limit.take("token");
    clock.pass(Duration.ofMillis(1500));

    Place third = limit.take("token");

    assertThat(second).isEqualTo(new Place(true, 2, 2, Duration.ofMinutes(1)));
    assertThat(third).isEqualTo(new Place(false, 2, 2, Duration.ofSeconds(59)));
  }

  @Test
  void startsAgainAfterAMinute() {
    limit.take("token");
    limit.take("token");

    clock.pass(Duration.ofMinutes(1));

    assertThat(limit.take("token")).isEqualTo(new Place(true, 1, 2, Duration.ofMinutes(1)));
  }

  @Test
  void tokensDoNotShareALimit() {
    limit.take("one");
    limit.take("one");

    assertThat(limit.take("other").granted()).isTrue();
  }

  @Test
  void refusalsSayWhenToComeBackAndWhichLimitItWas() {
    Answer refusal = new Place(false, 2, 2, Duration.ofSeconds(59)).refusal();

    assertThat(refusal.status()).isEqualTo(429);
    assertThat(refusal.headers()).containsEntry("Retry-After", "59");
    assertThat(refusal.body().at("/limit/value").asInt()).isEqualTo(2);
  }

  @Test
  void theBusiestTokenTellsHowMuchIsUsed() {
    limit.take("one");
    limit.take("other");
    limit.take("other");

    assertThat(limit.usage()).isEqualTo(new RateLimit.Usage(2, 2, clock.instant().plusSeconds(60)));
  }

  @Test
  void aMinuteLaterNothingIsUsed() {
    limit.take("one");

    clock.pass(Duration.ofMinutes(1));

    assertThat(limit.usage()).isEqualTo(new RateLimit.Usage(2, 0, null));
  }
}
