package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import tidings.lambda.Routes;
import tidings.local.template.Deployment;
import tidings.local.template.Surroundings;
import tidings.local.template.TemplateReader;

/** Rules of ours that CloudFormation does not know. */
class TemplateRulesTest {
  private static final int VISIBILITY_PER_TIMEOUT = 6;
  private final Deployment deployment = read();
  private final Map<String, Deployment.Queue> queues =
      deployment.queues().stream()
          .collect(
              Collectors.toMap(
                  queue -> "arn:aws:sqs:us-east-1:000000000000:" + queue.name(),
                  Function.identity()));

  @Test
  void everySourceReportsPartialFailures() {
    assertThat(deployment.functions())
        .allSatisfy(
            function ->
                assertThat(function.sources())
                    .allSatisfy(
                        source ->
                            assertThat(reportsPartialFailures(source))
                                .as(function.logicalId())
                                .isTrue()));
  }

  private static boolean reportsPartialFailures(Deployment.Source source) {
    return switch (source) {
      case Deployment.QueueSource queue -> queue.partialFailures();
      case Deployment.StreamSource stream -> stream.partialFailures();
    };
  }

  @Test
  void whatKeepsFailingGoesSomewhere() {
    var deadLetters =
        queues.values().stream()
            .map(queue -> queue.attributes().getOrDefault("RedrivePolicy", ""))
            .collect(Collectors.joining());

    polled()
        .forEach(
            polled ->
                assertThat(
                        polled.queue.attributes().containsKey("RedrivePolicy")
                            || deadLetters.contains(polled.queue.name()))
                    .as(polled.queue.logicalId())
                    .isTrue());
    assertThat(streams()).allSatisfy(s -> assertThat(s.retry().onFailureQueueArn()).isPresent());
  }

  @Test
  void aMessageStaysInvisibleForSixTimesTheFunctionsTime() {
    polled()
        .forEach(
            polled ->
                assertThat(seconds(polled.queue, "VisibilityTimeout"))
                    .as(polled.queue.logicalId())
                    .isGreaterThanOrEqualTo(polled.timeout.multipliedBy(VISIBILITY_PER_TIMEOUT)));
  }

  @Test
  void everyQueueKeepsItsMessagesForFourteenDays() {
    assertThat(deployment.queues())
        .allSatisfy(
            queue ->
                assertThat(seconds(queue, "MessageRetentionPeriod"))
                    .as(queue.logicalId())
                    .isEqualTo(Duration.ofDays(14)));
  }

  @Test
  void everyLogIsKeptForAStatedTime() throws IOException {
    var groups =
        resources().filter(resource -> type(resource).equals("AWS::Logs::LogGroup")).toList();

    assertThat(groups)
        .isNotEmpty()
        .allSatisfy(
            group -> assertThat(keys(child(group, "Properties"))).contains("RetentionInDays"));
  }

  @Test
  void noRoleMayDoEverythingOrScan() {
    assertThat(deployment.functions())
        .allSatisfy(
            function ->
                assertThat(function.permissions())
                    .as(function.logicalId())
                    .allSatisfy(
                        statement -> {
                          assertThat(statement.resources()).doesNotContain("*");
                          assertThat(statement.actions())
                              .noneMatch(action -> action.endsWith("*"))
                              .doesNotContain("dynamodb:Scan");
                        }));
  }

  @Test
  void everyFunctionWithRoutesIsPingedDailySoThatItsSnapshotStays() {
    RawTemplate.read()
        .all("AWS::Serverless::Function")
        .forEach(
            (id, function) -> {
              boolean routes = function.findValuesAsText("Type").contains("HttpApi");
              var ping = function.path("Events").path("Ping").path("Properties");
              assertThat(ping.path("Schedule").asText())
                  .as(id)
                  .isEqualTo(routes ? "rate(1 day)" : "");
              assertThat(ping.path("Input").asText())
                  .as(id)
                  .isEqualTo(routes ? "{\"routeKey\":\"" + Routes.PING + "\"}" : "");
            });
  }

  private record Polled(Deployment.Queue queue, Duration timeout) {}

  private Stream<Polled> polled() {
    return deployment.functions().stream()
        .flatMap(
            function ->
                function.sources().stream()
                    .filter(Deployment.QueueSource.class::isInstance)
                    .map(Deployment.QueueSource.class::cast)
                    .map(source -> new Polled(queues.get(source.queueArn()), function.timeout())));
  }

  private List<Deployment.StreamSource> streams() {
    return deployment.functions().stream()
        .flatMap(function -> function.sources().stream())
        .filter(Deployment.StreamSource.class::isInstance)
        .map(Deployment.StreamSource.class::cast)
        .toList();
  }

  private static Duration seconds(Deployment.Queue queue, String attribute) {
    return Duration.ofSeconds(Long.parseLong(queue.attributes().getOrDefault(attribute, "0")));
  }

  private static Stream<Node> resources() throws IOException {
    try (Reader text = Files.newBufferedReader(RunningStack.TEMPLATE)) {
      Node resources = child(new Yaml().compose(text), "Resources");
      return ((MappingNode) resources).getValue().stream().map(tuple -> tuple.getValueNode());
    }
  }

  private static String type(Node resource) {
    return ((ScalarNode) child(resource, "Type")).getValue();
  }

  private static List<String> keys(Node mapping) {
    return ((MappingNode) mapping)
        .getValue().stream().map(tuple -> ((ScalarNode) tuple.getKeyNode()).getValue()).toList();
  }

  private static Node child(Node mapping, String key) {
    return ((MappingNode) mapping)
        .getValue().stream()
            .filter(tuple -> ((ScalarNode) tuple.getKeyNode()).getValue().equals(key))
            .findFirst()
            .orElseThrow()
            .getValueNode();
  }

  static Deployment read() {
    var parameters =
        Map.of(
            "IntegrationIds", "i",
            "OfferIntegrationIds", "o",
            "JwtIssuer", "https://issuer.example",
            "JwtAudience", "app");
    var surroundings =
        new Surroundings(
            "tidings",
            "us-east-1",
            "000000000000",
            URI.create("http://127.0.0.1:1"),
            URI.create("http://127.0.0.1:2"));
    return TemplateReader.read(RunningStack.TEMPLATE, parameters, surroundings);
  }
}
