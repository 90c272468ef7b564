package tidings.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  private static final String YAML =
      """
      Parameters:
        Mode: {Type: String, Default: calm, AllowedValues: [calm, loud], MaxLength: 9}
        Days: {Type: Number, Default: 5, MinValue: 1, MaxValue: 10}
        Ids: {Type: CommaDelimitedList, AllowedPattern: "[a-z]+"}
      """
          + SmallTemplate.RESOURCES
          + "Outputs: {It: {Value: !Join ['/', [!Ref Mode, !Ref Days, !Select [0, !Ref Ids]]]}}\n";

  @TempDir Path folder;

  @Test
  void whatIsNotGivenHasItsDefault() throws IOException {
    var deployment = SmallTemplate.read(folder, YAML, Map.of("Ids", "one, two"));

    assertThat(deployment.outputs()).containsEntry("It", "calm/5/one");
  }

  @Test
  void whatHasNoDefaultMustBeGiven() {
    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> SmallTemplate.read(folder, YAML, Map.of()))
        .withMessage("small.yaml:4:3: Parameters.Ids: has no default and is not given");
  }

  @Test
  void whatIsNotDeclaredMustNotBeGiven() {
    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> SmallTemplate.read(folder, YAML, Map.of("Ids", "a", "Mod", "calm")))
        .withMessageContaining("the parameter Mod is given but not declared");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Mode | wild | is none of calm, loud",
        "Days | 11 | breaks MaxValue 10",
        "Days | 0.5 | breaks MinValue 1",
        "Days | five | is not a number",
        "Ids | a,B | does not match [a-z]+"
      })
  void aValueOutsideItsRuleStops(String parameter, String value, String fault) {
    var given = new java.util.HashMap<>(Map.of("Ids", "one"));
    given.put(parameter, value);

    assertThatExceptionOfType(TemplateFault.class)
        .isThrownBy(() -> SmallTemplate.read(folder, YAML, given))
        .withMessageContaining("Parameters." + parameter)
        .withMessageContaining(fault);
  }
}
