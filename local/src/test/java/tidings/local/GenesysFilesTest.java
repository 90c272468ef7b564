package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tidings.message.MessageJson;

/** The files for Genesys: each calls a route of ours as it wants to be called. */
class GenesysFilesTest {
  private static final OpenApi API = OpenApi.read();
  private static final Pattern INPUT = Pattern.compile("\\$!?\\{input\\.(\\w+)}");
  private static final Pattern ESCAPED =
      Pattern.compile("\\$esc\\.(?:url|jsonString)\\(\\$\\{input\\.(\\w+)}\\)");
  private static final Pattern WHERE_GIVEN =
      Pattern.compile("#if\\(\"\\$!\\{input\\.(\\w+)}\" != \"\"\\)(.*?)#end");

  static Stream<Named<JsonNode>> actions() {
    return filesWith("contract");
  }

  static Stream<Named<JsonNode>> triggers() {
    return filesWith("topicName");
  }

  private static Stream<Named<JsonNode>> filesWith(String field) {
    return Sources.below(Docs.PROJECT.resolve("docs/genesys"), ".json")
        .map(file -> Named.of(file.getFileName().toString(), json(file)))
        .filter(file -> file.getPayload().has(field));
  }

  private static JsonNode json(Path file) {
    return MessageJson.read(Sources.text(file), JsonNode.class);
  }

  /** The samples of our own description: what it takes, an action must be able to send. */
  private static final Map<String, String> SAMPLES =
      Map.of(
          "type", "text",
          "content", "Ten per cent off",
          "fromId", "shop",
          "id", "o-1",
          "expiresAt", "2026-12-24T18:00:00Z",
          "by", "agent");

  @ParameterizedTest
  @MethodSource("actions")
  void anActionHasTheFormOfAnExport(JsonNode action) {
    assertThat(action.path("integrationType").asText()).isEqualTo("custom-rest-actions");
    assertThat(action.path("actionType").asText()).isEqualTo("custom");
    assertThat(action.at("/config/response/successTemplate").asText()).isEqualTo("${rawResult}");
    assertThat(action.at("/contract/input/inputSchema/type").asText()).isEqualTo("object");
    assertThat(action.at("/contract/output/successSchema/type").asText()).isEqualTo("object");
  }

  @ParameterizedTest
  @MethodSource("actions")
  void anActionCallsARouteOfServiceCallersWithTheirKey(JsonNode action) {
    String path = rendered(action.at("/config/request/requestUrlTemplate").asText(), Map.of());

    assertThat(path).startsWith("${credentials.apiUrl}/");
    assertThat(API.security(operation(action)))
        .as("who may call %s, by openapi.yaml", path)
        .contains("service");
    assertThat(action.at("/config/request/headers/x-api-key").asText())
        .as("the header x-api-key of %s", action.path("name").asText())
        .isEqualTo("${credentials.apiKey}");
  }

  private static OpenApi.Operation operation(JsonNode action) {
    String method = action.at("/config/request/requestType").asText();
    String url = rendered(action.at("/config/request/requestUrlTemplate").asText(), Map.of());
    String path = url.replace("${credentials.apiUrl}", "");
    return API.operation(method, path)
        .orElseThrow(
            () ->
                new AssertionError(
                    "%s calls %s %s, which openapi.yaml does not describe"
                        .formatted(action.path("name").asText(), method, path)));
  }

  @ParameterizedTest
  @MethodSource("actions")
  void whatAnActionSendsIsWhatTheRouteTakes(JsonNode action) {
    var required = new TreeMap<String, String>();
    action
        .at("/contract/input/inputSchema/required")
        .forEach(name -> required.put(name.asText(), SAMPLES.getOrDefault(name.asText(), "x")));

    assertThat(faults(action, required))
        .as("what %s sends with what is required", action.path("name").asText())
        .isEmpty();
    assertThat(faults(action, SAMPLES))
        .as("what %s sends with everything", action.path("name").asText())
        .isEmpty();
  }

  private static List<String> faults(JsonNode action, Map<String, String> inputs) {
    String template = action.at("/config/request/requestTemplate").asText();
    JsonNode body = MessageJson.read(rendered(template, inputs), JsonNode.class);
    JsonNode schema =
        API.resolved(operation(action).node().at("/requestBody/content/application~1json/schema"));
    return API.faultsOfOurs(schema, body);
  }

  @ParameterizedTest
  @MethodSource("actions")
  void everyInputIsDeclaredAndEscaped(JsonNode action) {
    JsonNode declared = action.at("/contract/input/inputSchema/properties");
    String request = action.at("/config/request").toString().replace("\\", "");
    var faults = new ArrayList<String>();
    INPUT
        .matcher(request)
        .results()
        .filter(input -> !declared.has(input.group(1)))
        .forEach(input -> faults.add("the input " + input.group(1) + " is not declared."));
    INPUT
        .matcher(ESCAPED.matcher(WHERE_GIVEN.matcher(request).replaceAll("$2")).replaceAll(""))
        .results()
        .forEach(input -> faults.add("the input " + input.group(1) + " is not escaped."));

    assertThat(faults).as(action.path("name").asText()).isEmpty();
    assertThat(declared.has("integrationId")).as("a name that Genesys reserves").isFalse();
  }

  /** As Velocity would, as far as these files need it. */
  private static String rendered(String template, Map<String, String> inputs) {
    String chosen =
        WHERE_GIVEN
            .matcher(template)
            .replaceAll(
                part ->
                    inputs.containsKey(part.group(1))
                        ? Matcher.quoteReplacement(part.group(2))
                        : "");
    return ESCAPED.matcher(chosen).replaceAll(input -> inputs.getOrDefault(input.group(1), "x"));
  }

  @ParameterizedTest
  @MethodSource("triggers")
  void aTriggerStartsAWorkflowAtAnEndOfAnOpenMessage(JsonNode trigger) {
    assertThat(trigger.path("topicName").asText())
        .matches("v2\\.detail\\.events\\.conversation\\.\\{id}\\.(user|acd|flow|customer)\\.end");
    assertThat(trigger.at("/target/type").asText())
        .as("the only target of triggers")
        .isEqualTo("Workflow");
    assertThat(trigger.path("matchCriteria"))
        .extracting(rule -> rule.path("jsonPath").asText())
        .contains("mediaType", "messageType");
  }
}
