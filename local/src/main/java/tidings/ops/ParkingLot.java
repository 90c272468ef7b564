package tidings.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The parking queue. SQS cannot be asked what a queue holds, so everything in it is received, and
 * given back when the lot is closed; in between nobody else sees it. Each parked message is a group
 * of its own, so none hides another.
 */
final class ParkingLot implements AutoCloseable {
  /** As long as a command may take; if it dies, all is visible again after this time. */
  private static final Duration HELD = Duration.ofMinutes(15);

  /** Long polling asks all of SQS' servers, so that an empty answer means an empty queue. */
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  private static final int BATCH = 10;

  private final SqsClient sqs;
  private final String url;
  private final List<ParkedMessage> held = new ArrayList<>();

  private ParkingLot(SqsClient sqs, String url) {
    this.sqs = sqs;
    this.url = url;
  }

  /** Takes hold of everything that is parked; of more than 20,000, SQS hands out so many. */
  static ParkingLot open(SqsClient sqs, String url) {
    var lot = new ParkingLot(sqs, url);
    List<Message> messages = lot.receive();
    while (!messages.isEmpty()) {
      messages.forEach(message -> lot.held.add(ParkedMessage.of(message)));
      messages = lot.receive();
    }
    lot.held.sort(Comparator.comparing(ParkedMessage::since));
    return lot;
  }

  /** Whether a command holds some of it, or has died less than its time ago. */
  static boolean isHeld(SqsClient sqs, String url) {
    var name = QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE;
    var answer = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(name));
    return !answer.attributes().getOrDefault(name, "0").equals("0");
  }

  private List<Message> receive() {
    return sqs.receiveMessage(
            receive ->
                receive
                    .queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .visibilityTimeout(Math.toIntExact(HELD.toSeconds()))
                    .waitTimeSeconds(Math.toIntExact(LONG_POLL.toSeconds()))
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  /** What is held, the longest parked first. */
  List<ParkedMessage> messages() {
    return List.copyOf(held);
  }

  /** Takes a message out for good. */
  void remove(ParkedMessage message) {
    sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receipt()));
    held.remove(message);
  }

  /** Gives back what was not removed; says so if SQS does not take some of it. */
  @Override
  public void close() {
    var refused = new ArrayList<BatchResultErrorEntry>();
    for (int from = 0; from < held.size(); from += BATCH) {
      var batch = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
      for (ParkedMessage message : held.subList(from, Math.min(held.size(), from + BATCH))) {
        batch.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(batch.size()))
                .receiptHandle(message.receipt())
                .visibilityTimeout(0)
                .build());
      }
      refused.addAll(
          sqs.changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(batch)).failed());
    }
    if (!refused.isEmpty()) {
      throw new Misuse(
          "SQS did not take back %d of what is parked, which is out of sight for %d minutes: %s"
              .formatted(refused.size(), HELD.toMinutes(), refused.getFirst().message()));
    }
  }
}
