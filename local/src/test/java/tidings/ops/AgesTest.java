package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgesTest {

  @ParameterizedTest
  @CsvSource({"90s,PT90S", "15m,PT15M", "4h,PT4H", "3d,PT72H"})
  void anAgeIsANumberAndAUnit(String text, Duration age) {
    assertThat(Ages.parse(text)).isEqualTo(age);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "-5m", "1.5h", "5 m", "1w"})
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> Ages.parse(text)).hasMessageContaining("4h");
  }

  @Test
  void agesAreShownInTheBiggestUnitThatFits() {
    assertThat(Ages.format(Duration.ofSeconds(119))).isEqualTo("119s");
    assertThat(Ages.format(Duration.ofMinutes(119))).isEqualTo("119m");
    assertThat(Ages.format(Duration.ofHours(47))).isEqualTo("47h");
    assertThat(Ages.format(Duration.ofHours(49))).isEqualTo("2d");
    assertThat(Ages.format(Duration.ofSeconds(-3))).isEqualTo("0s");
  }
}
