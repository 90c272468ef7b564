package tidings.ops;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What waits, what is dead, and what is parked. */
record QueueChecks(Connection connection, Clock clock) {
  private static final String TRANSCRIPT = "-transcript.fifo";

  private static final List<String> WORKED =
      List.of(TRANSCRIPT, "-dispatch.fifo", "-push-retries", "-push-events");

  private static final List<String> DEAD =
      List.of(
          "-transcript-dead-letters.fifo",
          "-dispatch-dead-letters.fifo",
          "-push-retry-dead-letters",
          "-push-failures",
          "-push-event-dead-letters");

  /** More than a minute's work of the dispatcher, several times over. */
  private static final int CROWD = 1000;

  void make(Checkup checkup) {
    try (var sqs = connection.sqs()) {
      WORKED.forEach(queue -> checkup.check(name(queue), () -> waiting(sqs, queue)));
      DEAD.forEach(queue -> checkup.check(name(queue), () -> dead(sqs, queue)));
      checkup.check("parking", () -> parked(sqs));
    }
  }

  private static String name(String suffix) {
    return suffix.substring(1).replace(".fifo", "");
  }

  private String waiting(SqsClient sqs, String queue) {
    long waiting = count(sqs, queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    long worked = count(sqs, queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    String words = "%d waiting, %d being worked or tried again later".formatted(waiting, worked);
    if (waiting + worked > CROWD) {
      throw new Misuse(words + ": see TranscriptAgeAlarm and DispatchAgeAlarm in docs/runbook.md");
    }
    return words;
  }

  private String dead(SqsClient sqs, String queue) {
    long dead = count(sqs, queue, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    if (dead > 0) {
      throw new Misuse(
          "%d dead letters: see the alarms on dead letters in docs/runbook.md".formatted(dead));
    }
    return "no dead letter";
  }

  /** The template names the queues after the stack; all are neighbours of the one that is told. */
  private long count(SqsClient sqs, String suffix, QueueAttributeName attribute) {
    String url = connection.output("TranscriptQueueUrl");
    if (!url.endsWith(TRANSCRIPT)) {
      throw new Misuse("TranscriptQueueUrl is no transcript queue: " + url);
    }
    String neighbour = url.substring(0, url.length() - TRANSCRIPT.length()) + suffix;
    var attributes =
        sqs.getQueueAttributes(get -> get.queueUrl(neighbour).attributeNames(attribute));
    return Long.parseLong(attributes.attributes().getOrDefault(attribute, "0"));
  }

  private String parked(SqsClient sqs) {
    var sight = ParkingLot.look(sqs, connection.output("ParkingQueueUrl"), clock);
    List<ParkedMessage> parked = sight.messages();
    String gap = sight.gap().orElse("");
    if (!parked.isEmpty()) {
      Duration age = Duration.between(parked.getFirst().since(), clock.instant());
      throw new Misuse(
          "%d parked, the oldest for %s: look by tidings parked, send again by tidings redrive %s"
              .formatted(parked.size(), Ages.format(age), gap)
              .strip());
    }
    if (!gap.isEmpty()) {
      throw new Misuse(gap);
    }
    return "nothing is parked";
  }
}
