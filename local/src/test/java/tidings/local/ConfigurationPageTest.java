package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} against the template, the local stack and the app. */
class ConfigurationPageTest {
  private static final String PAGE = "docs/configuration.md";
  private static final Docs DOCS = Docs.read();
  private static final JsonNode PARAMETERS = RawTemplate.read().root().path("Parameters");

  @Test
  void everyParameterIsExplainedWithItsDefaultAndNoOther() {
    assertThat(
            Docs.differences(
                PAGE, "default of", column(1), rules(ConfigurationPageTest::byDefault)))
        .isEmpty();
  }

  @Test
  void whatIsAllowedIsWhatTheTemplateAllows() {
    assertThat(
            Docs.differences(
                PAGE, "allowed values of", column(2), rules(ConfigurationPageTest::allowed)))
        .isEmpty();
  }

  private static Map<String, String> column(int number) {
    var column = new TreeMap<String, String>();
    DOCS.table(PAGE, "parameter").forEach((name, cells) -> column.put(name, cells.get(number)));
    return column;
  }

  private static Map<String, String> rules(Function<JsonNode, String> rule) {
    var rules = new TreeMap<String, String>();
    PARAMETERS.properties().forEach(it -> rules.put(it.getKey(), rule.apply(it.getValue())));
    return rules;
  }

  private static String byDefault(JsonNode parameter) {
    if (!parameter.has("Default")) {
      return "–";
    }
    String value = parameter.path("Default").asText();
    return value.isEmpty() ? "empty" : "`" + value + "`";
  }

  private static String allowed(JsonNode parameter) {
    if (parameter.has("AllowedValues")) {
      return Watching.items(parameter.path("AllowedValues"))
          .map(value -> "`" + value.asText() + "`")
          .collect(Collectors.joining(", "));
    }
    if (parameter.has("AllowedPattern")) {
      return "matches `" + parameter.path("AllowedPattern").asText() + "`";
    }
    if (parameter.has("MinValue") || parameter.has("MaxValue")) {
      return "%s to %s"
          .formatted(parameter.path("MinValue").asText(), parameter.path("MaxValue").asText());
    }
    return parameter.path("Type").asText().contains("List") ? "list" : "any";
  }

  @Test
  void everyVariableThatIsReadIsNamed() {
    String page = String.join("\n", DOCS.pages().get(PAGE));
    Pattern variable = Pattern.compile("\\bTIDINGS_[A-Z_]+\\b");
    var named = variable.matcher(page).results().map(MatchResult::group).distinct().toList();
    var read = Sources.words("local/src/main/java", variable).distinct().toList();

    assertThat(read.stream().filter(name -> !named.contains(name)))
        .as("variables that the local stack or the command reads and %s does not name", PAGE)
        .isEmpty();
  }

  @Test
  void everyVariableOfTheLocalStackHasItsDefault() {
    Options defaults = Options.parse(List.of(), Map.of());
    var said = new TreeMap<String, String>();
    DOCS.table(PAGE, "variable")
        .forEach((name, cells) -> said.put(name, cells.get(1).replace("`", "")));
    var real =
        Map.of(
            "TIDINGS_PORT", Integer.toString(defaults.port()),
            "TIDINGS_DATA", defaults.data().orElseThrow().toString(),
            "TIDINGS_GENESYS_PER_MINUTE", Integer.toString(defaults.genesysPerMinute()),
            "TIDINGS_OPEN", Boolean.toString(defaults.open()));

    assertThat(Docs.differences(PAGE, "variable", said, real)).isEmpty();
  }

  @Test
  void everyFieldOfTheAppsSettingsIsExplainedAndNoOther() {
    String settings =
        Sources.text(Docs.PROJECT.resolve("mobile/src/app/core/settings.ts"))
            .replaceAll("(?s)^.*export interface Settings \\{(.*?)\\n}.*$", "$1");
    var fields = new ArrayList<String>();
    Pattern.compile("(?m)^  readonly (\\w+)\\??:")
        .matcher(settings)
        .results()
        .forEach(field -> fields.add(field.group(1)));

    var explained = DOCS.table(PAGE, "field").keySet();
    assertThat(
            Docs.differences(
                PAGE, "field of config.json", Docs.names(explained), Docs.names(fields)))
        .isEmpty();
  }

  @Test
  void everySecretIsExplainedWithItsFields() {
    var explained = new TreeMap<String, List<String>>();
    DOCS.table(PAGE, "output")
        .forEach((output, cells) -> explained.put(output, Secrets.fieldsNamedIn(cells.get(1))));

    assertThat(Docs.differences(PAGE, "secret", explained, Secrets.ofTemplate())).isEmpty();
  }

  /** The secrets of the template, by the outputs that name them, with their fields. */
  static final class Secrets {
    private Secrets() {}

    static Map<String, List<String>> ofTemplate() {
      RawTemplate template = RawTemplate.read();
      var secrets = new TreeMap<String, List<String>>();
      template
          .all("AWS::SecretsManager::Secret")
          .forEach((id, secret) -> secrets.put(output(template, id), fields(secret)));
      return secrets;
    }

    private static String output(RawTemplate template, String id) {
      return template.root().path("Outputs").properties().stream()
          .filter(output -> output.getValue().path("Value").asText().equals(id))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow(() -> new AssertionError("no output of template.yaml names " + id));
    }

    private static List<String> fields(JsonNode secret) {
      JsonNode made = secret.path("GenerateSecretString");
      String others = made.path("SecretStringTemplate").asText();
      return Stream.concat(
              Stream.of(made.path("GenerateStringKey").asText()),
              Pattern.compile("\"(\\w+)\":").matcher(others).results().map(it -> it.group(1)))
          .sorted()
          .toList();
    }

    static List<String> fieldsNamedIn(String text) {
      return Pattern.compile("`(\\w+)`")
          .matcher(text)
          .results()
          .map(field -> field.group(1))
          .sorted()
          .toList();
    }
  }
}
