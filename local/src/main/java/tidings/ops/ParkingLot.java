package tidings.ops;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The parking queue. SQS cannot be asked what a queue holds, so everything in it is received, and
 * given back when the lot is closed, also by Ctrl-C; in between nobody else sees it. Each parked
 * message is a group of its own, so none hides another.
 */
final class ParkingLot implements AutoCloseable {
  /** After this, what a command holds that was killed is there for others. */
  static final Duration HELD = Duration.ofMinutes(2);

  /** So many are held at most, and kept in memory: a sixth of what SQS hands out of a queue. */
  private static final int MOST = 20_000;

  /** Long polling asks all of SQS' servers, so that an empty answer means an empty queue. */
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  private static final int BATCH = 10;
  private static final int LOOKS = 3;

  private final SqsClient sqs;
  private final String url;
  private final Clock clock;
  private final Map<ParkedMessage, Instant> heldUntil = new HashMap<>();
  private final Thread atTheEnd = new Thread(() -> hide(forgotten(), Duration.ZERO));
  private long unseen;
  private boolean closed;

  private ParkingLot(SqsClient sqs, String url, Clock clock) {
    this.sqs = sqs;
    this.url = url;
    this.clock = clock;
  }

  /**
   * What is parked, the longest parked first.
   *
   * @param unseen how many more there are that SQS did not hand out
   */
  record Sight(List<ParkedMessage> messages, long unseen) {
    Sight {
      messages = List.copyOf(messages);
    }

    /** Why this is not all; empty where it is. */
    Optional<String> gap() {
      if (unseen == 0) {
        return Optional.empty();
      }
      String why =
          messages.size() < MOST
              ? "held by another command, or by one that was killed: look again in two minutes"
              : "and a command takes %d at a time".formatted(MOST);
      return Optional.of("%d more are parked and not seen here: %s".formatted(unseen, why));
    }
  }

  /** Looks at what is parked, and gives it back at once. */
  static Sight look(SqsClient sqs, String url, Clock clock) {
    try (var lot = open(sqs, url, clock)) {
      return lot.sight();
    }
  }

  /** Takes hold of everything that is parked and that nobody else holds. */
  static ParkingLot open(SqsClient sqs, String url, Clock clock) {
    var lot = new ParkingLot(sqs, url, clock);
    Runtime.getRuntime().addShutdownHook(lot.atTheEnd);
    try {
      lot.unseen = lot.takeAll();
    } catch (RuntimeException e) {
      lot.close();
      throw e;
    }
    return lot;
  }

  /** What comes meanwhile is taken as well. Returns how many more there are. */
  private long takeAll() {
    long visible = 1;
    long unseen = 0;
    for (int look = 0; look < LOOKS && visible > 0; look++) {
      while (heldUntil.size() < MOST && take()) {
        keep();
      }
      visible = count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
      long hidden = count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
      unseen = Math.max(0, visible + hidden - heldUntil.size());
    }
    return unseen;
  }

  private long count(QueueAttributeName name) {
    var answer = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(name));
    return Long.parseLong(answer.attributes().getOrDefault(name, "0"));
  }

  /** Returns false if SQS has no more, or the command is being cut off. */
  private synchronized boolean take() {
    if (closed) {
      return false;
    }
    Instant until = clock.instant().plus(HELD);
    List<Message> messages =
        sqs.receiveMessage(
                receive ->
                    receive
                        .queueUrl(url)
                        .maxNumberOfMessages(BATCH)
                        .visibilityTimeout(Math.toIntExact(HELD.toSeconds()))
                        .waitTimeSeconds(Math.toIntExact(LONG_POLL.toSeconds()))
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages();
    messages.forEach(message -> heldUntil.put(ParkedMessage.of(message), until));
    return !messages.isEmpty();
  }

  /** Holds on for as long again to what would soon be seen by others: call it while working. */
  synchronized void keep() {
    Instant now = clock.instant();
    List<ParkedMessage> soon =
        heldUntil.entrySet().stream()
            .filter(held -> held.getValue().isBefore(now.plus(HELD.dividedBy(2))))
            .map(Map.Entry::getKey)
            .toList();
    hide(soon, HELD);
    soon.forEach(message -> heldUntil.put(message, now.plus(HELD)));
  }

  /** What is held, the longest parked first. */
  synchronized Sight sight() {
    List<ParkedMessage> messages =
        heldUntil.keySet().stream().sorted(Comparator.comparing(ParkedMessage::since)).toList();
    return new Sight(messages, unseen);
  }

  /**
   * Takes a message out for good.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if it is not known to be out
   */
  synchronized void remove(ParkedMessage message) {
    sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receipt()));
    heldUntil.remove(message);
  }

  /** Gives back what was not removed; says so if SQS does not take some of it. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atTheEnd);
    } catch (IllegalStateException _) {
      return; // the command was cut off: the hook gives back
    }
    List<BatchResultErrorEntry> refused = hide(forgotten(), Duration.ZERO);
    if (!refused.isEmpty()) {
      throw new Misuse(
          "SQS did not take back %d of what is parked, which is out of sight for %d minutes: %s"
              .formatted(refused.size(), HELD.toMinutes(), refused.getFirst().message()));
    }
  }

  private synchronized List<ParkedMessage> forgotten() {
    List<ParkedMessage> held = List.copyOf(heldUntil.keySet());
    heldUntil.clear();
    closed = true;
    return held;
  }

  /** Returns what SQS refused of it. */
  private List<BatchResultErrorEntry> hide(List<ParkedMessage> messages, Duration time) {
    var refused = new ArrayList<BatchResultErrorEntry>();
    for (int from = 0; from < messages.size(); from += BATCH) {
      var batch = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
      for (var message : messages.subList(from, Math.min(messages.size(), from + BATCH))) {
        batch.add(
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(Integer.toString(batch.size()))
                .receiptHandle(message.receipt())
                .visibilityTimeout(Math.toIntExact(time.toSeconds()))
                .build());
      }
      refused.addAll(
          sqs.changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(batch)).failed());
    }
    return refused;
  }
}
