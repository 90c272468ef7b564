package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.lambda.MovableClock;

class HeadroomTest {
  private final MovableClock clock = new MovableClock();
  private final Headroom headroom = new Headroom(clock);

  @Test
  void pausesFromNineTenthsOfTheLimitUntilItsReset() {
    headroom.note(limit("270", "300", "61"));

    assertThat(headroom.pause()).contains(Duration.ofSeconds(61));
  }

  @Test
  void thereIsRoomBelowNineTenths() {
    headroom.note(limit("269", "300", "61"));

    assertThat(headroom.pause()).isEmpty();
  }

  @Test
  void thereIsRoomAgainAfterTheReset() {
    headroom.note(limit("300", "300", "61"));

    clock.pass(Duration.ofSeconds(61));

    assertThat(headroom.pause()).isEmpty();
  }

  @Test
  void anOlderAnswerDoesNotEndThePause() {
    headroom.note(limit("290", "300", "30"));

    headroom.note(limit("250", "300", "30"));

    assertThat(headroom.pause()).contains(Duration.ofSeconds(30));
  }

  @Test
  void anAbsurdResetIsCut() {
    headroom.note(limit("300", "300", "999999999999"));

    assertThat(headroom.pause()).contains(Duration.ofMinutes(5));
  }

  @Test
  void headersThatAreMissingOrNoNumbersSayNothing() {
    headroom.note(limit("many", "300", "61"));
    headroom.note(HttpHeaders.of(Map.of(), (_, _) -> true));

    assertThat(headroom.pause()).isEmpty();
  }

  private static HttpHeaders limit(String count, String allowed, String reset) {
    return HttpHeaders.of(
        Map.of(
            "inin-ratelimit-count", List.of(count),
            "inin-ratelimit-allowed", List.of(allowed),
            "inin-ratelimit-reset", List.of(reset)),
        (_, _) -> true);
  }
}
