package tidings.local;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A FIFO queue that is called by the SDK alone. */
final class RawQueue {
  private static final String BODY = "x".repeat(900);
  private static final int MOST = 10;

  private final SqsClient sqs;
  private final String url;
  private final int aReceive;
  private final int aDelete;
  private final ConcurrentLinkedQueue<String> receipts = new ConcurrentLinkedQueue<>();

  RawQueue(SqsClient sqs, Counts counts) {
    this.sqs = sqs;
    double sent = counts.of("Sqs.SendMessage");
    this.aReceive = most(sent, counts.of("Sqs.ReceiveMessage"));
    this.aDelete = most(sent, counts.of("Sqs.DeleteMessageBatch"));
    this.url =
        sqs.createQueue(
                it ->
                    it.queueName("raw" + System.nanoTime() + ".fifo")
                        .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
            .queueUrl();
  }

  private static int most(double sent, double calls) {
    return (int) Math.clamp(Math.ceil(sent / calls), 1, MOST);
  }

  void purge() {
    receipts.clear();
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

  void receive() {
    sqs.receiveMessage(it -> it.queueUrl(url).maxNumberOfMessages(aReceive).waitTimeSeconds(0))
        .messages()
        .forEach(message -> receipts.add(message.receiptHandle()));
  }

  /** Where nothing was received there is nothing to delete. */
  void delete() {
    var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
    String receipt = receipts.poll();
    while (receipt != null) {
      String handle = receipt;
      String id = Integer.toString(entries.size());
      entries.add(
          DeleteMessageBatchRequestEntry.builder().id(id).receiptHandle(handle).build());
      receipt = entries.size() < aDelete ? receipts.poll() : null;
    }
    if (!entries.isEmpty()) {
      sqs.deleteMessageBatch(it -> it.queueUrl(url).entries(entries));
    }
  }
}
