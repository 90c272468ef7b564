package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tidings.lambda.Metric;
import tidings.local.Watching.Measured;

/** Rules of ours for what fails: it has a place to go to, and somebody is told. */
class FailureRulesTest {
  private final RawTemplate template = RawTemplate.read();
  private final Watching watching = new Watching(template);

  @Test
  void everyAsynchronousEdgeHasAPlaceForFailuresAndAnAlarmOnIt() {
    Map<String, Optional<String>> places = failurePlaces();

    var faults =
        places.entrySet().stream()
            .filter(edge -> edge.getValue().filter(this::isWatched).isEmpty())
            .map(
                edge ->
                    "what fails at %s goes %s"
                        .formatted(
                            edge.getKey(),
                            edge.getValue()
                                .map(
                                    queue ->
                                        "to %s, whose %s no alarm watches"
                                            .formatted(queue, sign(queue)))
                                .orElse("nowhere")));

    assertThat(places).hasSizeGreaterThanOrEqualTo(6);
    assertThat(faults).isEmpty();
  }

  private boolean isWatched(String queue) {
    return watching.watched().entrySet().stream()
        .filter(alarm -> !alarm.getKey().equals("WaitingForTenDaysAlarm"))
        .flatMap(alarm -> alarm.getValue().stream())
        .anyMatch(used -> used.name().equals(sign(queue)) && used.resource().equals(queue));
  }

  /**
   * What tells that something lies in a queue. Of one that a function works, what fails is hidden
   * until it is tried again, so that it shows in the age and hardly ever in the number.
   */
  private String sign(String queue) {
    return consumers().containsKey(queue)
        ? "ApproximateAgeOfOldestMessage"
        : "ApproximateNumberOfMessagesVisible";
  }

  @Test
  void failuresOfEveryFunctionThatWorksAQueueOrAStreamAreWatched() {
    var counted =
        watching.watched().values().stream()
            .flatMap(List::stream)
            .filter(used -> used.name().equals(Metric.FAILURES.wireName()))
            .map(Measured::resource)
            .toList();

    var faults =
        consumers().entrySet().stream()
            .filter(consumer -> !counted.contains(consumer.getValue()))
            .map(
                consumer ->
                    "what %s fails of %s is counted, and no alarm watches it"
                        .formatted(consumer.getValue(), consumer.getKey()));

    assertThat(faults).isEmpty();
  }

  /** The functions that work queues and streams, by the queue's or the table's logical id. */
  private Map<String, String> consumers() {
    var consumers = new TreeMap<String, String>();
    template
        .all("AWS::Serverless::Function")
        .forEach(
            (id, function) ->
                function
                    .path("Events")
                    .valueStream()
                    .map(event -> event.path("Properties"))
                    .flatMap(source -> Stream.of(source.path("Queue"), source.path("Stream")))
                    .flatMap(source -> named(source).stream())
                    .forEach(source -> consumers.put(source, id)));
    return consumers;
  }

  /** The queue where what fails goes, by the source or subscription; a last queue is its own. */
  private Map<String, Optional<String>> failurePlaces() {
    var queues = template.all("AWS::SQS::Queue");
    var places = new HashMap<String, Optional<String>>();
    template
        .all("AWS::Serverless::Function")
        .forEach(
            (id, function) ->
                function
                    .path("Events")
                    .properties()
                    .forEach(
                        event -> {
                          JsonNode source = event.getValue().path("Properties");
                          String name = id + "." + event.getKey();
                          switch (event.getValue().path("Type").asText()) {
                            case "SQS" -> places.put(name, place(queues, source.path("Queue")));
                            case "DynamoDB" ->
                                places.put(
                                    name,
                                    named(source.at("/DestinationConfig/OnFailure/Destination")));
                            default -> {}
                          }
                        }));
    template
        .all("AWS::SNS::Subscription")
        .forEach(
            (id, subscription) ->
                places.put(id, named(subscription.at("/RedrivePolicy/deadLetterTargetArn"))));
    return places;
  }

  private static Optional<String> place(Map<String, JsonNode> queues, JsonNode source) {
    String queue = named(source).orElse("");
    boolean isLast =
        queues.values().stream()
            .map(other -> named(other.at("/RedrivePolicy/deadLetterTargetArn")))
            .anyMatch(target -> target.filter(queue::equals).isPresent());
    return isLast
        ? Optional.of(queue)
        : named(queues.get(queue).at("/RedrivePolicy/deadLetterTargetArn"));
  }

  private static Optional<String> named(JsonNode reference) {
    return Optional.of(reference.asText().replaceFirst("\\.(Stream)?Arn$", ""))
        .filter(name -> !name.isEmpty());
  }
}
