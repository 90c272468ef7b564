package tidings.local.lambda;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tidings.local.template.Deployment;

/**
 * Works what a shard brings, in its order: filters, invokes, and on failure goes on from the lowest
 * reported record, halves the batch, tries again and gives up, as the source says (developer guide,
 * "Error handling for DynamoDB event sources"). Halving costs no attempt.
 */
final class StreamBatches {
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(100);

  /** DynamoDB Local rounds times of creation down to the minute. */
  private static final Duration ROUNDED = Duration.ofMinutes(1);

  private final String functionId;
  private final Deployment.StreamSource source;
  private final Functions functions;
  private final StreamRecords conversion;
  private final OnFailure onFailure;
  private final List<EventPattern> patterns;

  StreamBatches(
      String functionId,
      Deployment.StreamSource source,
      Functions functions,
      StreamRecords conversion,
      OnFailure onFailure) {
    this.functionId = functionId;
    this.source = source;
    this.functions = functions;
    this.conversion = conversion;
    this.onFailure = onFailure;
    this.patterns = source.patterns().stream().map(EventPattern::parse).toList();
  }

  /** Where the records come from, and how it is told how far they are worked. */
  interface Shard {
    String id();

    void done(Record record);
  }

  /** Returns false if it was stopped before all records were worked or given up. */
  boolean work(Shard shard, List<Record> records, CountDownLatch stopped)
      throws InterruptedException {
    List<Record> wanted = records.stream().filter(this::fits).toList();
    var waiting = new ArrayDeque<Batch>();
    if (!wanted.isEmpty()) {
      waiting.push(new Batch(wanted, 0));
    }
    while (!waiting.isEmpty()) {
      Duration pause = step(shard, waiting);
      if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    shard.done(records.getLast());
    return true;
  }

  private boolean fits(Record record) {
    return patterns.isEmpty()
        || patterns.stream().anyMatch(pattern -> pattern.matches(conversion.json(record)));
  }

  /** Works on the first waiting batch and returns how long to wait before the next step. */
  private Duration step(Shard shard, Deque<Batch> waiting) {
    Batch batch = waiting.pop();
    int tooOld = (int) batch.records.stream().takeWhile(this::isTooOld).count();
    if (tooOld > 0) {
      giveUp(shard, batch.first(tooOld), "RecordAgeExceeded");
      batch.after(tooOld).ifPresent(waiting::push);
      return Duration.ZERO;
    }
    int worked = invoke(batch);
    if (worked > 0) {
      shard.done(batch.records.get(worked - 1));
    }
    return batch
        .after(worked)
        .map(rest -> failed(shard, rest, worked, waiting))
        .orElse(Duration.ZERO);
  }

  private Duration failed(Shard shard, Batch rest, int worked, Deque<Batch> waiting) {
    int limit = source.retry().maximumAttempts();
    if (source.bisect() && worked > 0) {
      waiting.push(rest);
      return FIRST_BACKOFF;
    }
    if (source.bisect() && rest.records.size() > 1) {
      int half = rest.records.size() / 2;
      rest.after(half).ifPresent(waiting::push);
      waiting.push(rest.first(half));
      return FIRST_BACKOFF;
    }
    var again = new Batch(rest.records, rest.failures + 1);
    if (limit >= 0 && again.failures > limit) {
      giveUp(shard, again, "RetryAttemptsExhausted");
      return Duration.ZERO;
    }
    waiting.push(again);
    return backoff(again.failures);
  }

  private static Duration backoff(int failures) {
    Duration doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(failures, 10));
    return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
  }

  private void giveUp(Shard shard, Batch batch, String condition) {
    onFailure.given(shard.id(), batch.records, condition, batch.failures);
    shard.done(batch.records.getLast());
  }

  private boolean isTooOld(Record record) {
    Duration oldest = source.retry().maximumAge();
    Instant created = record.dynamodb().approximateCreationDateTime();
    return oldest.isPositive()
        && created.plus(ROUNDED).plus(oldest).isBefore(onFailure.clock().instant());
  }

  /** Returns how many records from the start of the batch were worked. */
  private int invoke(Batch batch) {
    try {
      Object answer = functions.invoke(functionId, conversion.event(batch.records));
      return source.partialFailures() ? worked(batch.records, answer) : batch.records.size();
    } catch (Functions.FunctionFailed _) {
      return 0;
    }
  }

  private static int worked(List<Record> records, @Nullable Object answer) {
    if (answer == null) {
      return records.size();
    }
    if (!(answer instanceof StreamsEventResponse response)) {
      return 0;
    }
    if (response.getBatchItemFailures() == null) {
      return records.size();
    }
    List<String> sequences =
        records.stream().map(record -> record.dynamodb().sequenceNumber()).toList();
    return response.getBatchItemFailures().stream()
        .mapToInt(failure -> Math.max(0, sequences.indexOf(failure.getItemIdentifier())))
        .min()
        .orElse(records.size());
  }

  /** Records that are tried together, and how often the first of them has failed. */
  private record Batch(List<Record> records, int failures) {
    Batch first(int count) {
      return new Batch(records.subList(0, count), failures);
    }

    Optional<Batch> after(int count) {
      if (count == records.size()) {
        return Optional.empty();
      }
      int failed = count == 0 ? failures : 0;
      return Optional.of(new Batch(records.subList(count, records.size()), failed));
    }
  }
}
