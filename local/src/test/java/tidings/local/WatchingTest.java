package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tidings.lambda.Metric;
import tidings.local.Watching.Measured;

/** Rules of ours for what is watched. */
class WatchingTest {
  private static final Path RUNBOOK = Path.of("../docs/runbook.md");
  private static final List<String> OWN = wireNames();

  /** The metrics of AWS' services that are used, as their pages name them, with the dimension. */
  private static final Map<String, Set<String>> OF_AWS =
      Map.of(
          "AWS/SQS QueueName",
          Set.of(
              "ApproximateAgeOfOldestMessage",
              "ApproximateNumberOfMessagesVisible",
              "NumberOfMessagesSent"),
          "AWS/Lambda FunctionName",
          Set.of("Invocations", "Errors", "Throttles", "Duration", "IteratorAge"),
          "AWS/ApiGateway ApiId",
          Set.of("Count", "4xx", "5xx", "Latency"),
          "AWS/DynamoDB TableName",
          Set.of(
              "ConsumedReadCapacityUnits",
              "ConsumedWriteCapacityUnits",
              "ReadThrottleEvents",
              "WriteThrottleEvents"),
          "AWS/Logs LogGroupName",
          Set.of("IncomingBytes"));

  /** The resources whose name or id is a value of the dimension. */
  private static final Map<String, String> TYPES =
      Map.of(
          "QueueName", "AWS::SQS::Queue",
          "FunctionName", "AWS::Serverless::Function",
          "function", "AWS::Serverless::Function",
          "ApiId", "AWS::Serverless::HttpApi",
          "TableName", "AWS::DynamoDB::Table",
          "LogGroupName", "AWS::Logs::LogGroup");

  private final RawTemplate template = RawTemplate.read();
  private final Watching watching = new Watching(template);

  @Test
  void dashboardAndAlarmsNameOnlyWhatIsEmitted() {
    var faults =
        watching.used().stream()
            .filter(used -> !isEmitted(used))
            .map(used -> used.name() + " is shown or watched, and nothing emits it: " + used);

    assertThat(faults).isEmpty();
  }

  private static boolean isEmitted(Measured used) {
    return used.namespace().equals(Metric.NAMESPACE)
        ? OWN.contains(used.name()) && used.dimension().equals(Metric.DIMENSION)
        : OF_AWS
            .getOrDefault(used.namespace() + " " + used.dimension(), Set.of())
            .contains(used.name());
  }

  @Test
  void everyDimensionNamesAResourceOfItsKind() {
    var faults =
        watching.used().stream()
            .filter(used -> !template.all(type(used)).containsKey(used.resource()))
            .map(used -> "%s is of %s, which is none".formatted(used.name(), used.resource()));

    assertThat(faults).isEmpty();
  }

  private static String type(Measured used) {
    return TYPES.getOrDefault(used.dimension(), "");
  }

  @Test
  void everyMetricOfOursIsShownOrWatched() {
    assertThat(watching.used())
        .filteredOn(used -> used.namespace().equals(Metric.NAMESPACE))
        .extracting(Measured::name)
        .containsAll(OWN);
  }

  @Test
  void whatIsLostOrRefusedIsWatchedInEveryFunctionThatCountsIt() {
    var losses =
        Stream.of(
                Metric.PARKED,
                Metric.WEBHOOKS_REFUSED,
                Metric.LOGINS_REFUSED,
                Metric.PUSHES_REFUSED,
                Metric.PUSHES_EXPIRED)
            .map(Metric::wireName)
            .toList();
    var watched = watching.watched().values().stream().flatMap(List::stream).toList();

    var faults =
        watching.shown().stream()
            .filter(shown -> losses.contains(shown.name()) && !watched.contains(shown))
            .map(shown -> shown.name() + " of " + shown.resource() + " is watched by no alarm");

    assertThat(faults).isEmpty();
  }

  @Test
  void whatTheApiRefusesAndFailsIsWatched() {
    var watched =
        watching.watched().values().stream()
            .flatMap(List::stream)
            .filter(used -> used.dimension().equals("ApiId"))
            .map(Measured::name)
            .toList();

    var faults =
        Stream.of("4xx", "5xx", "Latency")
            .filter(name -> !watched.contains(name))
            .map(name -> "no alarm watches " + name + " of the API");

    assertThat(faults).isEmpty();
  }

  /** As long as a message is tried for its own sake, its waiting is no news. */
  @Test
  void theAgeOfMessagesToGenesysCountsFromWhenTheyAreGivenUp() {
    assertThat(watching.alarms().get("DispatchAgeAlarm").at("/Metrics/0/Expression").asText())
        .isEqualTo("age - ${MessageRetrySeconds}");
  }

  @Test
  void everyAlarmIsOnTheDashboard() {
    JsonNode alarms = watching.dashboard().at("/widgets/0/properties/alarms");

    assertThat(Watching.items(alarms).map(JsonNode::asText))
        .containsExactlyInAnyOrderElementsOf(watching.alarms().keySet());
  }

  @Test
  void everyAlarmSaysWhatItMeansAndTellsItsTopic() {
    var faults =
        watching.alarms().entrySet().stream()
            .filter(alarm -> !isComplete(alarm.getKey(), alarm.getValue()))
            .map(
                alarm ->
                    alarm.getKey()
                        + " has no link to its entry in docs/runbook.md, not the topic as action, or"
                        + " goes off without data");

    assertThat(faults).isEmpty();
  }

  private static boolean isComplete(String id, JsonNode alarm) {
    String link = ". See docs/runbook.md#" + id.toLowerCase(Locale.ROOT) + ".";
    return alarm.path("AlarmDescription").asText().endsWith(link)
        && alarm.path("AlarmActions").toString().contains("HasAlarmTopic")
        && alarm.path("AlarmActions").toString().contains("AlarmTopicArn")
        && alarm.path("TreatMissingData").asText().equals("notBreaching");
  }

  @Test
  void everyAlarmHasAnEntryInTheRunbookAndTheOtherWayRound() throws IOException {
    List<String> entries = matches("(?m)^## (\\S+)$");

    assertThat(entries).containsExactlyInAnyOrderElementsOf(watching.alarms().keySet());
  }

  @Test
  void everyEntrySaysTheCauseWhereToLookAndWhatToDo() throws IOException {
    String[] entries = Files.readString(RUNBOOK).split("(?m)^## ", -1);

    assertThat(Arrays.stream(entries).skip(1))
        .allSatisfy(
            entry -> assertThat(entry).contains("**Cause.**", "**Look here.**", "**Do this.**"));
  }

  private static List<String> matches(String pattern) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(RUNBOOK))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }

  private static List<String> wireNames() {
    return Stream.of(Metric.values()).map(Metric::wireName).toList();
  }
}
