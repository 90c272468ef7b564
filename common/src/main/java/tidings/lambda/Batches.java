package tidings.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
  private static final Logger LOG = LoggerFactory.getLogger(Batches.class);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(60);

  private final SqsClient sqs;
  private final String queueUrl;

  public Batches(SqsClient sqs, String queueUrl) {
    this.sqs = sqs;
    this.queueUrl = queueUrl;
  }

  /**
   * Works a batch of a stream in order up to the first failure, and names that: Lambda brings it
   * and all later records again (developer guide, "Partial batch response with DynamoDB").
   */
  public static StreamsEventResponse inOrder(
      DynamodbEvent event, Consumer<DynamodbStreamRecord> work) {
    for (DynamodbStreamRecord record : event.getRecords()) {
      try {
        work.accept(record);
      } catch (RuntimeException e) {
        LOG.error("failed record={} error={}", record.getEventID(), describe(e));
        String first = record.getDynamodb().getSequenceNumber();
        return new StreamsEventResponse(List.of(new StreamsEventResponse.BatchItemFailure(first)));
      }
    }
    return new StreamsEventResponse(List.of());
  }

  /** Returns when every message was worked or is to come back, and names the latter. */
  public SQSBatchResponse byGroup(SQSEvent event, Consumer<SQSMessage> work) {
    var groups = new LinkedHashMap<String, List<SQSMessage>>();
    for (SQSMessage message : event.getRecords()) {
      String group = message.getAttributes().getOrDefault("MessageGroupId", message.getMessageId());
      groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(message);
    }
    var returned = new ArrayList<SQSBatchResponse.BatchItemFailure>();
    for (List<SQSMessage> messages : workAll(groups.values(), work)) {
      messages.forEach(
          message -> returned.add(new SQSBatchResponse.BatchItemFailure(message.getMessageId())));
    }
    return new SQSBatchResponse(returned);
  }

  private List<List<SQSMessage>> workAll(
      Iterable<List<SQSMessage>> groups, Consumer<SQSMessage> work) {
    var returned = new ArrayList<List<SQSMessage>>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<List<SQSMessage>>>();
      for (List<SQSMessage> group : groups) {
        Callable<List<SQSMessage>> task = () -> workInOrder(group, work);
        running.add(threads.submit(task));
      }
      for (Future<List<SQSMessage>> group : running) {
        returned.add(group.get());
      }
      return returned;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: the whole batch comes back", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the batch could not be worked", e.getCause());
    }
  }

  /** Returns the messages from the first failure on; only this class catches all. */
  private List<SQSMessage> workInOrder(List<SQSMessage> group, Consumer<SQSMessage> work) {
    for (int i = 0; i < group.size(); i++) {
      SQSMessage message = group.get(i);
      try {
        work.accept(message);
      } catch (Later later) {
        LOG.info("later message={} reason={}", message.getMessageId(), later.getMessage());
        return comeBack(group.subList(i, group.size()), later.delay());
      } catch (RuntimeException e) {
        LOG.error("failed message={} error={}", message.getMessageId(), describe(e));
        return comeBack(group.subList(i, group.size()), backoff(message));
      }
    }
    return List.of();
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
      LOG.warn("visibility unchanged, the queue's own applies error={}", describe(e));
    }
    return messages;
  }

  private static Duration backoff(SQSMessage message) {
    int receives =
        Integer.parseInt(message.getAttributes().getOrDefault("ApproximateReceiveCount", "1"));
    long seconds = 1L << Math.min(receives - 1, 6);
    return Duration.ofSeconds(Math.min(seconds, LONGEST_BACKOFF.toSeconds()));
  }

  /** The kind and place of a failure; its message may hold content, and is left out. */
  private static String describe(Throwable e) {
    StackTraceElement[] trace = e.getStackTrace();
    return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
  }
}
