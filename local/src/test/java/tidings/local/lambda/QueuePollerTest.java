package tidings.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import tidings.local.template.Deployment;
import tidings.local.template.Deployment.Queue;
import tidings.local.template.Deployment.QueueSource;

@Timeout(30)
class QueuePollerTest {
  private final String queue = "turns-" + UUID.randomUUID() + ".fifo";
  private final String arn = Local.ACCOUNT.arn("sqs", queue);
  private final BlockingQueue<SQSMessage> seen = new LinkedBlockingQueue<>();

  QueuePollerTest() {
    Local.engines()
        .sqs()
        .create(
            List.of(
                new Queue("Turns", queue, Map.of("FifoQueue", "true", "VisibilityTimeout", "2"))));
  }

  @Test
  void aMessageComesWithItsAttributes() throws Exception {
    try (var _ = Local.polling(this::take, source(10))) {
      send("group", "hello");

      SQSMessage message = next();
      assertThat(message.getBody()).isEqualTo("hello");
      assertThat(message.getEventSourceArn()).isEqualTo(arn);
      assertThat(message.getAttributes())
          .containsEntry("MessageGroupId", "group")
          .containsEntry("ApproximateReceiveCount", "1")
          .containsKeys("SentTimestamp", "SequenceNumber", "MessageDeduplicationId");
      assertThat(message.getMessageAttributes().get("kind").getStringValue()).isEqualTo("text");
    }
  }

  @Test
  void anIdleQueueWakesAtOnceAndAGroupGoesOnAsSoonAsItIsFree() throws Exception {
    try (var _ = Local.polling(this::take, source(1))) {
      send("group", "warm-up");
      next();
      long start = System.nanoTime();
      for (int i = 0; i < 5; i++) {
        send("group", "turn-" + i);
      }

      for (int i = 0; i < 5; i++) {
        assertThat(next().getBody()).isEqualTo("turn-" + i);
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void aGroupIsNeverInTwoInvocations() throws Exception {
    var goOn = new CountDownLatch(1);
    try (var _ = Local.polling(holding(goOn), source(1))) {
      send("a", "a1");
      send("a", "a2");
      send("b", "b1");

      assertThat(List.of(next().getBody(), next().getBody())).containsExactlyInAnyOrder("a1", "b1");
      assertThat(seen.poll(500, TimeUnit.MILLISECONDS)).isNull();
      goOn.countDown();
      assertThat(next().getBody()).isEqualTo("a2");
    }
  }

  @Test
  void whatComesWhileAnotherGroupIsWorkedOnNeedNotWaitForIt() throws Exception {
    var goOn = new CountDownLatch(1);
    try (var _ = Local.polling(holding(goOn), source(1))) {
      send("a", "a1");
      assertThat(next().getBody()).isEqualTo("a1");
      assertThat(seen.poll(100, TimeUnit.MILLISECONDS)).isNull();

      send("b", "b1");

      assertThat(seen.poll(2, TimeUnit.SECONDS)).extracting(SQSMessage::getBody).isEqualTo("b1");
      goOn.countDown();
    }
  }

  @Test
  void onlyWhatIsReturnedComesBackAndNotBeforeItsVisibilityEnds() throws Exception {
    Functions refusesTheFirstTime =
        (_, event) -> {
          take("", event);
          return new SQSBatchResponse(
              ((SQSEvent) event)
                  .getRecords().stream()
                      .filter(message -> message.getBody().equals("bad"))
                      .filter(message -> receives(message) == 1)
                      .map(message -> new BatchItemFailure(message.getMessageId()))
                      .toList());
        };
    try (var _ = Local.polling(refusesTheFirstTime, source(10))) {
      send("a", "bad");
      send("b", "good");
      assertThat(List.of(next().getBody(), next().getBody()))
          .containsExactlyInAnyOrder("bad", "good");
      long start = System.nanoTime();

      assertThat(next().getBody()).isEqualTo("bad");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
      assertThat(emptied()).isTrue();
    }
  }

  @Test
  void anUnknownIdFailsTheWholeBatch() throws Exception {
    Functions confused =
        (_, event) -> {
          take("", event);
          return receives(((SQSEvent) event).getRecords().getFirst()) == 1
              ? new SQSBatchResponse(List.of(new BatchItemFailure("nobody")))
              : new SQSBatchResponse(List.of());
        };
    try (var _ = Local.polling(confused, source(10))) {
      send("a", "again");

      assertThat(next().getBody()).isEqualTo("again");
      assertThat(next().getBody()).isEqualTo("again");
    }
  }

  @Test
  void aThrowingFunctionFailsTheWholeBatch() throws Exception {
    Functions crashing =
        (_, event) -> {
          take("", event);
          if (receives(((SQSEvent) event).getRecords().getFirst()) == 1) {
            throw new Functions.FunctionFailed("crash", false);
          }
          return new SQSBatchResponse(List.of());
        };
    try (var _ = Local.polling(crashing, source(10))) {
      send("a", "again");

      assertThat(next().getBody()).isEqualTo("again");
      assertThat(next().getBody()).isEqualTo("again");
    }
  }

  @Test
  void stoppingAnIdlePollerTakesNoTime() {
    var sources = Local.polling(this::take, source(10));
    long start = System.nanoTime();

    sources.close();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void aRoleThatMayNotReceiveStopsTheStart() {
    var deployment =
        Local.deployment(List.of(Local.function("none.None", List.of(), source(10))), List.of());

    assertThatThrownBy(
            () ->
                EventSources.start(
                    deployment, this::take, Local.engines(), Local.SITE, Clock.systemUTC()))
        .hasMessageContainingAll("Worker", "sqs:ReceiveMessage", arn);
  }

  private Deployment.Source source(int batchSize) {
    return new QueueSource(arn, batchSize, 4, true);
  }

  private Object take(String functionId, Object event) {
    seen.addAll(((SQSEvent) event).getRecords());
    return new SQSBatchResponse(List.of());
  }

  private SQSMessage next() throws InterruptedException {
    SQSMessage message = seen.poll(10, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    return message;
  }

  /** Works on each batch until it may go on. */
  private Functions holding(CountDownLatch goOn) {
    return (_, event) -> {
      take("", event);
      await(goOn);
      return new SQSBatchResponse(List.of());
    };
  }

  private static int receives(SQSMessage message) {
    return Integer.parseInt(message.getAttributes().get("ApproximateReceiveCount"));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean emptied() {
    var sqs = Local.engines().sqs();
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (System.nanoTime() < deadline) {
      var left =
          sqs.client()
              .getQueueAttributes(
                  get -> get.queueUrl(sqs.queueUrl(queue)).attributeNames(QueueAttributeName.ALL))
              .attributes();
      if (left.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES).equals("0")
          && left.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE).equals("0")) {
        return true;
      }
    }
    return false;
  }

  private void send(String group, String body) {
    var sqs = Local.engines().sqs();
    sqs.client()
        .sendMessage(
            SendMessageRequest.builder()
                .queueUrl(sqs.queueUrl(queue))
                .messageBody(body)
                .messageGroupId(group)
                .messageDeduplicationId(body)
                .messageAttributes(
                    Map.of(
                        "kind",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue("text")
                            .build()))
                .build());
  }
}
