package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tidings.local.template.Surroundings;
import tidings.local.template.TemplateFault;
import tidings.local.template.TemplateReader;
import tidings.message.MessageJson;

/** {@code docs/deploy.md}: what it tells to type is what the template takes. */
class DeployPageTest {
  private static final String PAGE = "docs/deploy.md";
  private static final Docs DOCS = Docs.read();
  private static final RawTemplate TEMPLATE = RawTemplate.read();
  private static final Pattern OVERRIDE = Pattern.compile("(?<!\\S)([A-Z]\\w+)=(\\S+)");
  private static final Pattern SECRET =
      Pattern.compile("--secret-id \"\\$\\(output (\\w+)\\)\".*--secret-string '(\\{.*})'");
  private static final Surroundings ELSEWHERE =
      new Surroundings(
          "tidings",
          "eu-central-1",
          "111122223333",
          URI.create("http://127.0.0.1:1"),
          URI.create("http://127.0.0.1:2"));

  @Test
  void theCommandDeploysTheTemplate() {
    var faults = new ArrayList<String>();
    for (Docs.Piece command : deployments()) {
      try {
        TemplateReader.read(RawTemplate.FILE, parameters(command), ELSEWHERE);
      } catch (TemplateFault fault) {
        faults.add(command.place() + ": sam deploy would be refused: " + fault.getMessage());
      }
    }

    assertThat(deployments()).as("commands of %s that give parameters", PAGE).isNotEmpty();
    assertThat(faults).isEmpty();
  }

  private static List<Docs.Piece> deployments() {
    return DOCS.blocks().stream()
        .filter(command -> command.page().equals(PAGE))
        .filter(command -> command.text().contains("--parameter-overrides"))
        .toList();
  }

  private static Map<String, String> parameters(Docs.Piece command) {
    var parameters = new TreeMap<String, String>();
    command.matches(OVERRIDE).forEach(it -> parameters.put(it.group(1), it.group(2)));
    return parameters;
  }

  @Test
  void theQuestionsAreThoseWithoutDefault() {
    var asked =
        DOCS.table(PAGE, "question").keySet().stream()
            .filter(name -> !name.equals("GenesysDomain"))
            .toList();
    List<String> required =
        TEMPLATE.root().path("Parameters").properties().stream()
            .filter(parameter -> !parameter.getValue().has("Default"))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(
            Docs.differences(
                PAGE, "parameter without default", Docs.names(asked), Docs.names(required)))
        .isEmpty();
  }

  @Test
  void everyOutputIsExplainedAndNoOther() {
    List<String> outputs =
        TEMPLATE.root().path("Outputs").properties().stream().map(Map.Entry::getKey).toList();

    var explained = DOCS.table(PAGE, "output").keySet();
    assertThat(Docs.differences(PAGE, "output", Docs.names(explained), Docs.names(outputs)))
        .isEmpty();
  }

  @Test
  void whatIsPutIntoASecretHasItsFields() {
    Map<String, List<String>> secrets = ConfigurationPageTest.Secrets.ofTemplate();

    var faults = new ArrayList<String>();
    for (Docs.Piece command : commands()) {
      command
          .matches(SECRET)
          .filter(put -> !fields(put.group(2)).equals(secrets.get(put.group(1))))
          .forEach(
              put ->
                  faults.add(
                      "%s puts %s into %s, which has the fields %s."
                          .formatted(
                              command.place(),
                              fields(put.group(2)),
                              put.group(1),
                              secrets.get(put.group(1)))));
    }
    assertThat(faults).isEmpty();
  }

  /** Shell leaves its quotes for a variable and takes them up again. */
  private static List<String> fields(String secret) {
    JsonNode json = MessageJson.read(secret.replace("'", ""), JsonNode.class);
    return json.properties().stream().map(Map.Entry::getKey).sorted().toList();
  }

  private static List<Docs.Piece> commands() {
    return DOCS.blocks().stream()
        .filter(block -> block.text().contains("--secret-string"))
        .toList();
  }
}
