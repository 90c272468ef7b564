package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvTest {
  @Test
  void aMissingVariableIsNamed() {
    assertThatThrownBy(() -> env("").required("CHAT_TABLE"))
        .hasMessage("the variable CHAT_TABLE is not set");
  }

  @Test
  void anEmptyVariableIsMissing() {
    assertThat(env("").optional("NAME")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "0", "-1", "1.5", "99999999999999999999"})
  void aDurationIsAWholeNumberAboveZero(String value) {
    assertThatThrownBy(() -> env(value).requiredSeconds("NAME"))
        .hasMessageContaining("the variable NAME is not");
  }

  @Test
  void unitsComeFromTheMethod() {
    assertThat(env("90").requiredSeconds("NAME")).isEqualTo(Duration.ofSeconds(90));
    assertThat(env("2").requiredDays("NAME")).isEqualTo(Duration.ofDays(2));
  }

  @Test
  void aListHasNoEmptyItems() {
    assertThat(env("b, a").requiredSet("NAME")).containsExactly("a", "b");
    assertThatThrownBy(() -> env("a,,b").requiredSet("NAME")).hasMessageContaining("empty item");
  }

  @Test
  void aListsItemsMayHaveALimit() {
    assertThat(env("\u00e5,b").requiredSet("NAME", 2)).hasSize(2);
    assertThatThrownBy(() -> env("b,\u00e5\u00e5").requiredSet("NAME", 3))
        .hasMessage("the variable NAME has an item of more than 3 bytes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.mypurecloud.com", "ftp://host", "http://a b"})
  void anAddressIsHttp(String value) {
    assertThatThrownBy(() -> env(value).requiredUri("NAME"))
        .hasMessageContaining("the variable NAME is not an");
  }

  @Test
  void valuesAreNotPrinted() {
    assertThat(env("a credential").toString()).isEqualTo("Env[NAME]");
  }

  private static Env env(String value) {
    return new Env(Map.of("NAME", value));
  }
}
