package tidings.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A FIFO queue that is called by the SDK alone. */
final class RawQueue {
  private static final String BODY = "x".repeat(900);
  private static final int MOST = 10;

  private final SqsClient sqs;
  private final String url;

  RawQueue(SqsClient sqs) {
    this.sqs = sqs;
    this.url =
        sqs.createQueue(
                it ->
                    it.queueName("raw" + System.nanoTime() + ".fifo")
                        .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
            .queueUrl();
  }

  void purge() {
    sqs.purgeQueue(it -> it.queueUrl(url));
  }

  void send(String group, String identity) {
    sqs.sendMessage(
        it ->
            it.queueUrl(url)
                .messageGroupId(group)
                .messageDeduplicationId(identity)
                .messageBody(BODY));
  }

  /** Receives at most so many messages. */
  List<Message> receive(int most) {
    return sqs.receiveMessage(
            it ->
                it.queueUrl(url)
                    .maxNumberOfMessages(Math.min(most, MOST))
                    .waitTimeSeconds(0)
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                    .messageAttributeNames("All"))
        .messages();
  }

  void delete(List<Message> messages) {
    var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    if (!entries.isEmpty()) {
      sqs.deleteMessageBatch(it -> it.queueUrl(url).entries(entries));
    }
  }
}
