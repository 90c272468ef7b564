package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tidings.lambda.Routes;

/** Rules of ours for how functions run; what breaks one is told in a sentence. */
class FunctionRulesTest {
  private static final Pattern HANDLER = Pattern.compile("(tidings\\.(\\w+))\\.(\\w+)");

  private final RawTemplate template = RawTemplate.read();
  private final Map<String, JsonNode> functions = template.all("AWS::Serverless::Function");

  /** Without the level INFO no metric is written. */
  @Test
  void allRunAlikeAndFromSnapshotsWhereWanted() {
    var wanted =
        Map.of(
            "/Runtime", "java25",
            "/Architectures/0", "arm64",
            "/AutoPublishAlias", "live",
            "/AutoPublishAliasAllProperties", "true",
            "/SnapStart/ApplyOn/0", "HasSnapStart",
            "/SnapStart/ApplyOn/1", "PublishedVersions",
            "/LoggingConfig/LogFormat", "JSON",
            "/LoggingConfig/ApplicationLogLevel", "INFO",
            "/LoggingConfig/SystemLogLevel", "INFO");
    JsonNode globals = template.root().at("/Globals/Function");
    var exceptions =
        functions.entrySet().stream()
            .flatMap(
                function ->
                    wanted.keySet().stream()
                        .filter(place -> !function.getValue().at(place).isMissingNode())
                        .map(place -> function.getKey() + " has its own " + place.substring(1)));

    assertThat(Stream.concat(RawTemplate.faults("Globals.Function", globals, wanted), exceptions))
        .isEmpty();
  }

  @Test
  void everyHandlerIsAClassOfTheModuleWhoseJarItsFunctionRuns() {
    var faults =
        functions.entrySet().stream()
            .filter(function -> !isThere(function.getValue()))
            .map(
                function ->
                    "%s runs %s of %s, which is not there"
                        .formatted(
                            function.getKey(),
                            function.getValue().path("Handler").asText(),
                            function.getValue().path("CodeUri").asText()));

    assertThat(faults).isEmpty();
  }

  private static boolean isThere(JsonNode function) {
    var handler = HANDLER.matcher(function.path("Handler").asText());
    if (!handler.matches()) {
      return false;
    }
    String module = handler.group(2);
    var source =
        Docs.PROJECT
            .resolve(module)
            .resolve("src/main/java")
            .resolve(handler.group(1).replace('.', '/'))
            .resolve(handler.group(3) + ".java");
    String jar = "%s/target/tidings-%s-%s-lambda.jar".formatted(module, module, version());
    return Files.exists(source) && function.path("CodeUri").asText().equals(jar);
  }

  private static String version() {
    return Sources.text(Docs.PROJECT.resolve("pom.xml"))
        .replaceFirst("(?s)^.*?<version>(.*?)</version>.*$", "$1");
  }

  @Test
  void everyFunctionThatTheApiCallsIsPingedDailySoThatItsSnapshotStays() {
    var faults =
        functions.entrySet().stream()
            .filter(function -> !isPingedAsItShould(function.getKey(), function.getValue()))
            .map(
                function ->
                    function.getKey()
                        + " is called by the API and has no daily Ping, or has one and is not");

    assertThat(faults).isEmpty();
  }

  private boolean isPingedAsItShould(String id, JsonNode function) {
    boolean called =
        function.findValuesAsText("Type").contains("HttpApi") || authorizers().contains(id);
    JsonNode ping = function.at("/Events/Ping/Properties");
    boolean daily =
        ping.path("Schedule").asText().equals("rate(1 day)")
            && ping.path("Input").asText().equals("{\"routeKey\":\"" + Routes.PING + "\"}");
    return called ? daily : ping.isMissingNode();
  }

  private List<String> authorizers() {
    return template.all("AWS::Serverless::HttpApi").values().stream()
        .flatMap(api -> api.findValuesAsText("FunctionArn").stream())
        .map(alias -> alias.replace(".Alias", ""))
        .toList();
  }

  /**
   * An alarm that strangers can set off would take good versions back, and one that is on would
   * keep the mended version out if it counted for all at once, too.
   */
  @Test
  void onlyInStepsIsANewVersionForGenesysWebhooksTakenBackWhenTheyFail() {
    JsonNode function = functions.get("WebhookFunction");
    JsonNode alarms = function.at("/DeploymentPreference/Alarms");
    var wanted =
        Map.of(
            "/DeploymentPreference/Type", "WebhookDeployment",
            "/DeploymentPreference/Alarms/0", "HasWebhookSteps",
            "/DeploymentPreference/Alarms/1/0", "WebhookFailingAlarm");

    assertThat(RawTemplate.faults("WebhookFunction", function, wanted)).isEmpty();
    assertThat(alarms.path(1)).as("alarms of WebhookFunction in steps").hasSize(1);
    assertThat(alarms.path(2).isArray() && alarms.path(2).isEmpty())
        .as("WebhookFunction has an empty list of alarms for all at once")
        .isTrue();
  }

  /** A queue without it takes all concurrency that the account has. */
  @Test
  void everyQueueTakesOnlySoMuchConcurrency() {
    var faults =
        functions.entrySet().stream()
            .filter(function -> !isBounded(function.getValue()))
            .map(function -> function.getKey() + " has a queue without MaximumConcurrency");

    assertThat(faults).isEmpty();
  }

  private static boolean isBounded(JsonNode function) {
    return function
        .path("Events")
        .valueStream()
        .filter(event -> event.path("Type").asText().equals("SQS"))
        .noneMatch(
            event -> event.at("/Properties/ScalingConfig/MaximumConcurrency").isMissingNode());
  }
}
