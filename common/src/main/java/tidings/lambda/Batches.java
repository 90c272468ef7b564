package tidings.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;

/**
 * Works a batch of a queue: groups side by side, within a group in order. A failure returns that
 * message and the later ones of its group, and no other's. In a standard queue every message is a
 * group of its own.
 *
 * <p>Lambda leaves returned messages invisible until the queue's visibility time-out has passed
 * (developer guide, "SQS error handling"), which would hold their group up for minutes; so their
 * visibility is set here, to the delay that the failure asks for or to a back-off.
 */
public final class Batches {
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

  /** While AWS is out, a queue's receives are to last for hours. */
  private static final Duration LONGEST_BACKOFF_FROM_AWS = Duration.ofMinutes(5);

  private final SqsClient sqs;
  private final String queueUrl;
  private final Instance instance = new Instance();

  public Batches(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /**
   * Works a batch of a stream: partitions (our tables' {@code pk}) side by side, each one's records
   * in order up to its first failure. The first of all failures is named: Lambda brings it and all
   * later records again, worked or not (developer guide, "Partial batch response with DynamoDB").
   */
  public static StreamsEventResponse byPartition(
      DynamodbEvent event, Origin origin, Consumer<DynamodbStreamRecord> work) {
    var partitions = new LinkedHashMap<Object, List<DynamodbStreamRecord>>();
    for (DynamodbStreamRecord record : event.getRecords()) {
      partitions.computeIfAbsent(partition(record), _ -> new ArrayList<>()).add(record);
    }
    var failed =
        sideBySide(partitions.values(), records -> failed(records, origin, work)).stream()
            .flatMap(Optional::stream)
            .toList();
    return new StreamsEventResponse(
        event.getRecords().stream()
            .filter(failed::contains)
            .limit(1)
            .map(record -> record.getDynamodb().getSequenceNumber())
            .map(StreamsEventResponse.BatchItemFailure::new)
            .toList());
  }

  private static Object partition(DynamodbStreamRecord record) {
    var keys = Optional.ofNullable(record.getDynamodb().getKeys()).orElse(Map.of());
    return Optional.<Object>ofNullable(keys.get("pk")).orElse("");
  }

  /** The first of the records that fails, where one does; those after it are not tried. */
  private static Optional<DynamodbStreamRecord> failed(
      List<DynamodbStreamRecord> records, Origin origin, Consumer<DynamodbStreamRecord> work) {
    return records.stream()
        .filter(record -> !origin.begunBy(requestId(record)).call(() -> tryToWork(record, work)))
        .findFirst();
  }

  /** The request of which the row came; an old row does not name it. */
  private static @Nullable String requestId(DynamodbStreamRecord record) {
    var image = record.getDynamodb().getNewImage();
    var id = image == null ? null : image.get(Origin.REQUEST_ID);
    return id == null ? null : id.getS();
  }

  /** Returns false if it fails. */
  private static boolean tryToWork(
      DynamodbStreamRecord record, Consumer<DynamodbStreamRecord> work) {
    try {
      work.accept(record);
      return true;
    } catch (RuntimeException e) {
      Line.error("failed")
          .with("record", record.getEventID())
          .with(e)
          .count(Metric.FAILURES)
          .write();
      return false;
    }
  }

  /** Returns when every message was worked or is to come back, and names the latter. */
  public SQSBatchResponse byGroup(SQSEvent event, Context context, Consumer<SQSMessage> work) {
    return instance.work(context, origin -> byGroup(event, origin, work));
  }

  private SQSBatchResponse byGroup(SQSEvent event, Origin origin, Consumer<SQSMessage> work) {
    var groups = new LinkedHashMap<String, List<SQSMessage>>();
    for (SQSMessage message : event.getRecords()) {
      String group = message.getAttributes().getOrDefault("MessageGroupId", message.getMessageId());
      groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(message);
    }
    var returned =
        sideBySide(groups.values(), group -> origin.call(() -> workInOrder(group, origin, work)));
    return new SQSBatchResponse(
        returned.stream()
            .flatMap(List::stream)
            .map(message -> new SQSBatchResponse.BatchItemFailure(message.getMessageId()))
            .toList());
  }

  /** What came of each, in their order; returns when all have ended. */
  private static <T, R> List<R> sideBySide(Collection<T> all, Function<T, R> work) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<R>> tasks =
          all.stream().map(each -> (Callable<R>) () -> work.apply(each)).toList();
      var ended = new ArrayList<R>();
      for (Future<R> each : threads.invokeAll(tasks)) {
        ended.add(each.get());
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: the whole batch comes back", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the batch could not be worked", e.getCause());
    }
  }

  /** Returns the messages from the first failure on. */
  private List<SQSMessage> workInOrder(
      List<SQSMessage> group, Origin origin, Consumer<SQSMessage> work) {
    for (int i = 0; i < group.size(); i++) {
      SQSMessage message = group.get(i);
      Optional<Duration> delay = origin.begunBy(message).call(() -> delay(message, work));
      if (delay.isPresent()) {
        return comeBack(group.subList(i, group.size()), delay.get());
      }
    }
    return List.of();
  }

  /** When the message is to come back, if it is; only this class catches all. */
  private Optional<Duration> delay(SQSMessage message, Consumer<SQSMessage> work) {
    try {
      work.accept(message);
      return Optional.empty();
    } catch (Later later) {
      naming(message, later.line()).write();
      return Optional.of(later.delay());
    } catch (RuntimeException e) {
      naming(message, Line.error("failed")).with(e).count(Metric.FAILURES).write();
      return Optional.of(backoff(message, e));
    }
  }

  private Line naming(SQSMessage message, Line line) {
    return line.with("queue", queueUrl.substring(queueUrl.lastIndexOf('/') + 1))
        .with("sqsMessageId", message.getMessageId())
        .with("receives", receives(message));
  }

  private List<SQSMessage> comeBack(List<SQSMessage> messages, Duration delay) {
    var entries = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
    for (SQSMessage message : messages) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.getReceiptHandle())
              .visibilityTimeout(Math.toIntExact(delay.plusMillis(999).toSeconds()))
              .build());
    }
    try {
      sqs.changeMessageVisibilityBatch(change -> change.queueUrl(queueUrl).entries(entries));
    } catch (SdkException e) {
      Line.warn("visibility unchanged, the queue's own applies").with(e).write();
    }
    return messages;
  }

  private static Duration backoff(SQSMessage message, RuntimeException failure) {
    Duration longest = failure instanceof SdkException ? LONGEST_BACKOFF_FROM_AWS : LONGEST_BACKOFF;
    long seconds = 1L << Math.min(receives(message) - 1, 9);
    return Duration.ofSeconds(Math.min(seconds, longest.toSeconds()));
  }

  private static int receives(SQSMessage message) {
    return Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
  }
}
