package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tidings.local.template.Deployment;
import tidings.local.template.Surroundings;
import tidings.local.template.TemplateReader;
import tidings.message.MessageJson;

/** Rules of ours that CloudFormation does not know; what breaks one is told in a sentence. */
class TemplateRulesTest {
  private static final int VISIBILITY_PER_TIMEOUT = 6;
  private static final Duration KEPT = Duration.ofDays(14);
  static final String SNS = "arn:aws:sns:us-east-1:000000000000:";
  private final Deployment deployment = read();
  private final Map<String, Deployment.Queue> queues =
      deployment.queues().stream()
          .collect(
              Collectors.toMap(
                  queue -> "arn:aws:sqs:us-east-1:000000000000:" + queue.name(),
                  Function.identity()));

  @Test
  void everySourceReportsPartialFailures() {
    var faults =
        deployment.functions().stream()
            .filter(function -> !function.sources().stream().allMatch(TemplateRulesTest::reports))
            .map(
                function -> function.logicalId() + " has a source without ReportBatchItemFailures");

    assertThat(faults).isEmpty();
  }

  private static boolean reports(Deployment.Source source) {
    return switch (source) {
      case Deployment.QueueSource queue -> queue.partialFailures();
      case Deployment.StreamSource stream -> stream.partialFailures();
    };
  }

  @Test
  void whatKeepsFailingGoesSomewhere() {
    var targets = queues.values().stream().map(queue -> attribute(queue, "RedrivePolicy")).toList();
    var ofQueues =
        polled()
            .map(Polled::queue)
            .filter(queue -> attribute(queue, "RedrivePolicy").isEmpty())
            .filter(queue -> targets.stream().noneMatch(target -> target.contains(queue.name())))
            .map(queue -> queue.logicalId() + " has no RedrivePolicy and is nobody's target");
    var ofStreams =
        streams()
            .filter(stream -> stream.retry().onFailureQueueArn().isEmpty())
            .map(stream -> "the stream of " + stream.tableName() + " has no OnFailure destination");

    assertThat(Stream.concat(ofQueues, ofStreams)).isEmpty();
  }

  @Test
  void aMessageStaysInvisibleForSixTimesTheFunctionsTime() {
    var faults =
        polled()
            .filter(
                polled ->
                    seconds(polled.queue, "VisibilityTimeout")
                            .compareTo(polled.timeout.multipliedBy(VISIBILITY_PER_TIMEOUT))
                        < 0)
            .map(
                polled ->
                    "the VisibilityTimeout of %s is less than %d times the Timeout of its function, %d s"
                        .formatted(
                            polled.queue.logicalId(),
                            VISIBILITY_PER_TIMEOUT,
                            polled.timeout.toSeconds()));

    assertThat(faults).isEmpty();
  }

  @Test
  void everyQueueKeepsItsMessagesForFourteenDays() {
    var faults =
        deployment.queues().stream()
            .filter(queue -> !seconds(queue, "MessageRetentionPeriod").equals(KEPT))
            .map(
                queue ->
                    "the MessageRetentionPeriod of %s is not 14 days".formatted(queue.logicalId()));

    assertThat(faults).isEmpty();
  }

  /** What fails for AWS' sake comes back after five minutes at most. */
  @Test
  void theTranscriptOutlastsADayWithoutDynamoDb() {
    var receives =
        deployment.queues().stream()
            .filter(queue -> queue.logicalId().equals("TranscriptQueue"))
            .map(queue -> attribute(queue, "RedrivePolicy").replaceAll(".*?(\\d+)}$", "$1"))
            .mapToLong(Long::parseLong);

    assertThat(receives).allMatch(count -> count * 5 >= Duration.ofDays(1).toMinutes()).hasSize(1);
  }

  @Test
  void everyLogIsKeptForAStatedTime() {
    var faults =
        RawTemplate.read().all("AWS::Logs::LogGroup").entrySet().stream()
            .filter(group -> !group.getValue().has("RetentionInDays"))
            .map(group -> group.getKey() + " has no RetentionInDays");

    assertThat(faults).isEmpty();
  }

  /** {@code $context.error.messageString} brings quotes of its own, which would end the JSON. */
  @Test
  void theApisLogIsJsonAndNamesNobody() {
    String format =
        RawTemplate.read()
            .all("AWS::Serverless::HttpApi")
            .get("Api")
            .at("/AccessLogSettings/Format")
            .asText();
    JsonNode line = MessageJson.read(format, JsonNode.class);

    var harmless =
        Set.of(
            "$context.requestId",
            "$context.routeKey",
            "$context.status",
            "$context.responseLatency",
            "$context.error.message",
            "$context.integrationStatus");

    var faults =
        line.valueStream()
            .map(JsonNode::asText)
            .filter(variable -> !harmless.contains(variable))
            .map(
                variable ->
                    "the API's log tells " + variable + ", which may name somebody or quote");

    assertThat(faults).isEmpty();
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

  private Stream<Deployment.StreamSource> streams() {
    return deployment.functions().stream()
        .flatMap(function -> function.sources().stream())
        .filter(Deployment.StreamSource.class::isInstance)
        .map(Deployment.StreamSource.class::cast);
  }

  private static Duration seconds(Deployment.Queue queue, String attribute) {
    String value = attribute(queue, attribute);
    return value.isEmpty() ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(value));
  }

  private static String attribute(Deployment.Queue queue, String name) {
    return queue.attributes().getOrDefault(name, "");
  }

  /** What the template deploys, with one platform application. */
  static Deployment read() {
    return read(application("FcmApplicationArn", "GCM"));
  }

  static Map<String, String> application(String parameter, String platform) {
    return Map.of(parameter, SNS + "app/" + platform + "/tidings");
  }

  /** The same with these parameters beside those that have no default. */
  static Deployment read(Map<String, String> more) {
    var parameters =
        new HashMap<>(
            Map.of(
                "IntegrationIds", "i",
                "OfferIntegrationIds", "o",
                "JwtIssuer", "https://issuer.example",
                "JwtAudience", "app"));
    parameters.putAll(more);
    var surroundings =
        new Surroundings(
            "tidings",
            "us-east-1",
            "000000000000",
            URI.create("http://127.0.0.1:1"),
            URI.create("http://127.0.0.1:2"));
    return TemplateReader.read(RawTemplate.FILE, parameters, surroundings);
  }
}
