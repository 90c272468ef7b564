package tidings.local.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tidings.local.template.Deployment;

class SqsEngineTest {
  private static final Account ACCOUNT = new Account("eu-west-1", "000000000000");
  private static final List<Deployment.Queue> QUEUES =
      List.of(
          new Deployment.Queue(
              "Turns",
              "turns.fifo",
              Map.of(
                  "FifoQueue", "true",
                  "DeduplicationScope", "messageGroup",
                  "FifoThroughputLimit", "perMessageGroupId",
                  "SqsManagedSseEnabled", "true",
                  "VisibilityTimeout", "180",
                  "MessageRetentionPeriod", "1209600",
                  "RedrivePolicy",
                      """
                      {"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:000000000000:dead.fifo",\
                      "maxReceiveCount":3}""")),
          new Deployment.Queue("Dead", "dead.fifo", Map.of("FifoQueue", "true")));

  @TempDir private Path folder;

  @Test
  void whatWasAcknowledgedIsOnTheDiskAtOnce() throws Exception {
    Path copy = folder.resolve("as after a crash");
    try (var sqs = started(folder.resolve("sqs"), 0)) {
      sqs.create(QUEUES);
      send(sqs, "a", "one");
      send(sqs, "a", "two");
      copy(folder.resolve("sqs"), copy);
    }

    try (var again = started(copy, 0)) {
      assertThat(bodies(again)).containsExactly("one", "two");
    }
  }

  @Test
  void aRestartKeepsQueuesMessagesAndAttributes() {
    int port = SqsEngine.freePort();
    try (var sqs = started(folder, port)) {
      sqs.create(QUEUES);
      send(sqs, "a", "kept");
    }

    try (var again = started(folder, port)) {
      again.create(QUEUES);
      assertThat(again.queueUrl("turns.fifo"))
          .isEqualTo("http://127.0.0.1:" + port + "/000000000000/turns.fifo");
      assertThat(attribute(again, QueueAttributeName.REDRIVE_POLICY)).contains("dead.fifo");
      assertThat(attribute(again, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("180");
      assertThat(bodies(again)).containsExactly("kept");
    }
  }

  @Test
  void aMessageComesWithItsGroupAndSequence() {
    try (var sqs = SqsEngine.start(ACCOUNT, Optional.empty(), 0)) {
      sqs.create(QUEUES);
      send(sqs, "group", "hello");

      assertThat(receive(sqs).getFirst().attributes())
          .containsEntry(MessageSystemAttributeName.MESSAGE_GROUP_ID, "group")
          .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
          .containsKeys(
              MessageSystemAttributeName.SEQUENCE_NUMBER,
              MessageSystemAttributeName.SENT_TIMESTAMP);
    }
  }

  private static SqsEngine started(Path folder, int port) {
    return SqsEngine.start(ACCOUNT, Optional.of(folder), port);
  }

  private static void send(SqsEngine sqs, String group, String body) {
    sqs.client()
        .sendMessage(
            send ->
                send.queueUrl(sqs.queueUrl("turns.fifo"))
                    .messageBody(body)
                    .messageGroupId(group)
                    .messageDeduplicationId(body));
  }

  private static List<String> bodies(SqsEngine sqs) {
    return receive(sqs).stream().map(Message::body).toList();
  }

  private static List<Message> receive(SqsEngine sqs) {
    return sqs.client()
        .receiveMessage(
            receive ->
                receive
                    .queueUrl(sqs.queueUrl("turns.fifo"))
                    .maxNumberOfMessages(10)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .waitTimeSeconds(5))
        .messages();
  }

  private static String attribute(SqsEngine sqs, QueueAttributeName name) {
    return sqs.client()
        .getQueueAttributes(
            get -> get.queueUrl(sqs.queueUrl("turns.fifo")).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .get(name);
  }

  @Test
  void aRestartKeepsTheOrderOfAGroupAndFreesWhatWasInFlight() {
    List<String> texts = IntStream.range(0, 30).mapToObj(i -> "text-" + i).toList();
    try (var sqs = started(folder, 0)) {
      sqs.create(QUEUES);
      texts.forEach(text -> send(sqs, "a", text));
      bodies(sqs);
    }

    try (var again = started(folder, 0)) {
      var seen = new ArrayList<String>();
      for (int i = 0; i < 3; i++) {
        seen.addAll(taken(again));
      }
      assertThat(seen).isEqualTo(texts);
    }
  }

  /** Receives up to ten messages and deletes them. */
  private static List<String> taken(SqsEngine sqs) {
    List<Message> messages = receive(sqs);
    String url = sqs.queueUrl("turns.fifo");
    for (Message message : messages) {
      sqs.client()
          .deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
    }
    return messages.stream().map(Message::body).toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
