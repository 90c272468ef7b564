package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
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
                                .as(
                                    "an event source of %s has ReportBatchItemFailures",
                                    function.logicalId())
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
                    .as("%s has a RedrivePolicy or is one's target", polled.queue.logicalId())
                    .isTrue());
    assertThat(streams())
        .allSatisfy(
            stream ->
                assertThat(stream.retry().onFailureQueueArn())
                    .as("the source of %s has an OnFailure destination", stream.tableName())
                    .isPresent());
  }

  @Test
  void aMessageStaysInvisibleForSixTimesTheFunctionsTime() {
    polled()
        .forEach(
            polled ->
                assertThat(seconds(polled.queue, "VisibilityTimeout"))
                    .as(
                        "VisibilityTimeout of %s, to Timeout of its function",
                        polled.queue.logicalId())
                    .isGreaterThanOrEqualTo(polled.timeout.multipliedBy(VISIBILITY_PER_TIMEOUT)));
  }

  @Test
  void everyQueueKeepsItsMessagesForFourteenDays() {
    assertThat(deployment.queues())
        .allSatisfy(
            queue ->
                assertThat(seconds(queue, "MessageRetentionPeriod"))
                    .as("MessageRetentionPeriod of %s", queue.logicalId())
                    .isEqualTo(Duration.ofDays(14)));
  }

  @Test
  void everyLogIsKeptForAStatedTime() {
    assertThat(RawTemplate.read().all("AWS::Logs::LogGroup"))
        .isNotEmpty()
        .allSatisfy(
            (id, log) ->
                assertThat(log.has("RetentionInDays")).as("RetentionInDays of %s", id).isTrue());
  }

  @Test
  void noRoleMayDoEverythingOrScan() {
    assertThat(deployment.functions())
        .allSatisfy(
            function ->
                assertThat(function.permissions())
                    .as("the role of %s", function.logicalId())
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
                  .as("the event Ping of %s", id)
                  .isEqualTo(routes ? "rate(1 day)" : "");
              assertThat(ping.path("Input").asText())
                  .as("what the event Ping of %s says", id)
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
