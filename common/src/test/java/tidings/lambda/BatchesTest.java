package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

class BatchesTest {
  private final RecordingSqs sqs = new RecordingSqs();
  private final Batches batches = new Batches(sqs, "queue");
  private final List<String> worked = new CopyOnWriteArrayList<>();

  @Test
  void aGroupIsWorkedInOrder() {
    batches.byGroup(
        event("a1", "a2", "a3"),
        Invoked.of("AFunction"),
        message -> worked.add(message.getMessageId()));

    assertThat(worked).containsExactly("a1", "a2", "a3");
  }

  @Test
  void aFailureReturnsItAndTheLaterOnesOfItsGroupOnly() {
    var response =
        batches.byGroup(
            event("a1", "b1", "a2", "b2", "a3"), Invoked.of("AFunction"), this::failAtA2);

    assertThat(ids(response)).containsExactly("a2", "a3");
    assertThat(worked).containsExactlyInAnyOrder("a1", "b1", "b2");
  }

  @Test
  void whatIsReturnedComesBackTogetherAfterTheDelay() {
    batches.byGroup(
        event("a1", "a2"),
        Invoked.of("AFunction"),
        _ -> {
          throw new Later("busy", Duration.ofMillis(1500));
        });

    assertThat(sqs.visibilities())
        .extracting(entry -> entry.receiptHandle() + " " + entry.visibilityTimeout())
        .containsExactly("handle-a1 2", "handle-a2 2");
  }

  @Test
  void anUnexpectedFailureBacksOffWithTheReceiveCount() {
    var bug = new IllegalStateException("bug");

    assertThat(List.of(wait(4, bug), wait(7, bug), wait(90, bug))).containsExactly(8, 60, 60);
  }

  @Test
  void whileAwsIsOutTheReceivesLastLonger() {
    var out = SdkClientException.create("out");

    assertThat(List.of(wait(4, out), wait(9, out), wait(90, out))).containsExactly(8, 256, 300);
  }

  /** After how many seconds a message comes back that fails when it is received this time. */
  private int wait(int receives, RuntimeException failure) {
    SQSEvent event = event("a1");
    event
        .getRecords()
        .getFirst()
        .getAttributes()
        .put("ApproximateReceiveCount", Integer.toString(receives));
    batches.byGroup(
        event,
        Invoked.of("AFunction"),
        _ -> {
          throw failure;
        });
    return sqs.visibilities().getLast().visibilityTimeout();
  }

  @Test
  void withoutVisibilityTheQueuesOwnApplies() {
    sqs.goOut();

    var response =
        batches.byGroup(event("a1", "a2", "a3"), Invoked.of("AFunction"), this::failAtA2);

    assertThat(ids(response)).containsExactly("a2", "a3");
  }

  @Test
  void groupsAreWorkedSideBySide() {
    var bothAreHere = new CyclicBarrier(2);

    var response =
        batches.byGroup(
            event("a1", "b1"),
            Invoked.of("AFunction"),
            _ -> {
              try {
                bothAreHere.await(10, java.util.concurrent.TimeUnit.SECONDS);
              } catch (Exception e) {
                throw new IllegalStateException("the other group was not worked meanwhile", e);
              }
            });

    assertThat(ids(response)).isEmpty();
  }

  @Test
  void whatFailsIsOneLineWithItsIdsAndWithoutTheFailuresWords() {
    JsonNode line = Lines.of("failed", this::workUpToA2).getFirst();

    assertThat(line.path("sqsMessageId").asText()).isEqualTo("a2");
    assertThat(line.path("queue").asText()).isEqualTo("queue");
    assertThat(line.path("receives").asInt()).isEqualTo(1);
    assertThat(line.path("requestId").asText()).isEqualTo("request-of-a2");
    assertThat(line.toString()).doesNotContain("a2 fails");
  }

  @Test
  void whatComesLaterIsOneLineWithItsReasonAndDelay() {
    var busy = new Later(Line.warn("retry").with("attempt", 2), "busy", Duration.ofSeconds(3));

    var lines =
        Lines.of(
            "retry",
            () ->
                batches.byGroup(
                    event("a1"),
                    Invoked.of("AFunction"),
                    _ -> {
                      throw busy;
                    }));

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().toString())
        .contains("\"attempt\":2,\"reason\":\"busy\",\"delayMs\":3000,\"queue\":\"queue\"");
  }

  @Test
  void eachMessageIsWorkedAsPartOfTheRequestThatItNames() {
    var origins = new CopyOnWriteArrayList<Origin>();

    batches.byGroup(event("a1", "b1"), Invoked.of("AFunction"), _ -> origins.add(Origin.current()));

    assertThat(origins)
        .containsExactlyInAnyOrder(
            new Origin("AFunction", "request-of-a1"), new Origin("AFunction", "request-of-b1"));
  }

  private void workUpToA2() {
    batches.byGroup(event("a1", "a2", "a3"), Invoked.of("AFunction"), this::failAtA2);
  }

  private void failAtA2(SQSMessage message) {
    if (message.getMessageId().equals("a2")) {
      throw new IllegalStateException("a2 fails");
    }
    worked.add(message.getMessageId());
  }

  private static List<String> ids(SQSBatchResponse response) {
    return response.getBatchItemFailures().stream()
        .map(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .toList();
  }

  /** Messages whose group is the first letter of their id. */
  private static SQSEvent event(String... ids) {
    var event = new SQSEvent();
    event.setRecords(Stream.of(ids).map(BatchesTest::message).toList());
    return event;
  }

  private static SQSMessage message(String id) {
    var message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle("handle-" + id);
    message.setAttributes(new java.util.HashMap<>(Map.of("MessageGroupId", id.substring(0, 1))));
    var request = new SQSEvent.MessageAttribute();
    request.setStringValue("request-of-" + id);
    message.setMessageAttributes(Map.of("requestId", request));
    return message;
  }
}
