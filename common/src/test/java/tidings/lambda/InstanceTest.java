package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceTest {
  private final Instance instance = new Instance();

  @Test
  void theFirstInvocationOfAnInstanceIsItsColdStart() {
    var starts = Lines.of(Metric.COLD_STARTS, () -> invoke("F"));
    var later = Lines.of(Metric.COLD_STARTS, () -> invoke("F"));

    assertThat(starts).containsExactly(1L);
    assertThat(later).isEmpty();
  }

  @Test
  void itsFunctionIsTheOriginOfWhatItDoes() {
    String function = instance.work(Invoked.of("F"), _ -> Origin.current().function());

    assertThat(function).isEqualTo("F");
  }

  @Test
  void aRehearsalIsInNoLog() {
    var samples = new Samples(new Env(Map.of()));

    assertThat(Lines.of(() -> instance.work(samples.context(), _ -> ""))).isEmpty();
  }

  private void invoke(String function) {
    String _ = instance.work(Invoked.of(function), _ -> "");
  }
}
