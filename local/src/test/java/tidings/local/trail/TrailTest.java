package tidings.local.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrailTest {
  private final Trail trail = new Trail(2);

  @Test
  void remembersTheLastStepsUnderTheirNumbers() {
    for (String id : new String[] {"a", "b", "c"}) {
      trail.add(step(id));
    }

    assertThat(trail.size()).isEqualTo(3);
    assertThat(trail.between(0, 3)).containsExactly(step("b"), step("c"));
    assertThat(trail.between(2, 3)).containsExactly(step("c"));
    assertThat(trail.between(0, 1)).isEmpty();
  }

  private static Step step(String id) {
    var times = new Step.Times(null, Instant.EPOCH, null);
    return new Step(id, new Step.Subject("m", null), "genesys", "message", times, 1, "200");
  }
}
