package tidings.local.lambda;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads a table's stream for a function from its oldest record on, a parent shard before its
 * children, and after a restart from where it was. One thread reads all shards: DynamoDB Local has
 * one at a time.
 */
final class StreamPoller implements Poller {
  private static final Logger LOG = LoggerFactory.getLogger(StreamPoller.class);
  private static final Duration WHILE_IDLE = Duration.ofMillis(90);
  private static final Duration BETWEEN_LOOKS_FOR_SHARDS = Duration.ofSeconds(10);
  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);
  private static final Duration TO_FINISH = Duration.ofSeconds(5);

  /** A function and the stream that it reads, in batches of at most so many records. */
  record Reading(String functionId, String streamArn, int batchSize) {}

  private final Reading reading;
  private final DynamoDbStreamsClient streams;
  private final StreamBatches batches;
  private final Checkpoints checkpoints;
  private final Map<String, String> iterators = new HashMap<>();
  private final Set<String> finished = new HashSet<>();
  private final Set<String> trimmed = new HashSet<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread reader;

  StreamPoller(
      Reading reading,
      DynamoDbStreamsClient streams,
      StreamBatches batches,
      Checkpoints checkpoints) {
    this.reading = reading;
    this.streams = streams;
    this.batches = batches;
    this.checkpoints = checkpoints;
    this.reader = Thread.ofVirtual().name("stream-" + reading.functionId).unstarted(this::poll);
  }

  @Override
  public void start() {
    reader.start();
  }

  private void poll() {
    try {
      while (stopped.getCount() > 0) {
        readForAWhile();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void readForAWhile() throws InterruptedException {
    try {
      long lookAgain = System.nanoTime() + BETWEEN_LOOKS_FOR_SHARDS.toNanos();
      openShards();
      boolean ended = false;
      while (stopped.getCount() > 0 && !ended && System.nanoTime() < lookAgain) {
        ended = readOnce();
      }
    } catch (SdkException e) {
      LOG.warn("stream failed function={} error={}", reading.functionId, e.toString());
      iterators.clear();
      stopped.await(AFTER_AN_ERROR.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Returns true if a shard has come to its end, so that its children can be opened. */
  private boolean readOnce() throws InterruptedException {
    boolean idle = true;
    boolean ended = iterators.isEmpty();
    for (String shardId : List.copyOf(iterators.keySet())) {
      var answer = read(shardId);
      idle &= answer.records().isEmpty();
      if (!answer.records().isEmpty() && !batches.work(shard(shardId), answer.records(), stopped)) {
        return true;
      }
      if (answer.nextShardIterator() == null) {
        iterators.remove(shardId);
        finished.add(shardId);
        ended = true;
      } else {
        iterators.put(shardId, answer.nextShardIterator());
      }
    }
    if (idle) {
      stopped.await(WHILE_IDLE.toMillis(), TimeUnit.MILLISECONDS);
    }
    return ended;
  }

  /**
   * DynamoDB Local says now and then that a new stream was trimmed (seen with 3.3.1): only if it
   * says so twice is the checkpoint taken to be older than the stream.
   */
  private GetRecordsResponse read(String shardId) {
    try {
      var answer =
          streams.getRecords(
              get -> get.shardIterator(iterators.get(shardId)).limit(reading.batchSize));
      trimmed.remove(shardId);
      return answer;
    } catch (TrimmedDataAccessException e) {
      LOG.info("trimmed function={} shard={} error={}", reading.functionId, shardId, e.toString());
      String again = trimmed.add(shardId) ? iterator(shardId) : oldest(shardId);
      return GetRecordsResponse.builder().nextShardIterator(again).build();
    }
  }

  private StreamBatches.Shard shard(String shardId) {
    return new StreamBatches.Shard() {
      @Override
      public String id() {
        return shardId;
      }

      @Override
      public void done(Record record) {
        checkpoints.done(reading.functionId, shardId, record.dynamodb().sequenceNumber());
      }
    };
  }

  private void openShards() {
    List<Shard> shards =
        streams
            .describeStream(describe -> describe.streamArn(reading.streamArn))
            .streamDescription()
            .shards();
    Set<String> present = shards.stream().map(Shard::shardId).collect(Collectors.toSet());
    for (Shard shard : shards) {
      boolean waitsForParent =
          present.contains(shard.parentShardId()) && !finished.contains(shard.parentShardId());
      if (!waitsForParent && !finished.contains(shard.shardId())) {
        iterators.computeIfAbsent(shard.shardId(), this::iterator);
      }
    }
  }

  private String iterator(String shardId) {
    var last = checkpoints.last(reading.functionId, shardId);
    if (last.isEmpty()) {
      return oldest(shardId);
    }
    try {
      return streams
          .getShardIterator(
              get ->
                  get.streamArn(reading.streamArn)
                      .shardId(shardId)
                      .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                      .sequenceNumber(last.get()))
          .shardIterator();
    } catch (TrimmedDataAccessException _) {
      return oldest(shardId);
    }
  }

  private String oldest(String shardId) {
    return streams
        .getShardIterator(
            get ->
                get.streamArn(reading.streamArn)
                    .shardId(shardId)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      if (!reader.join(TO_FINISH)) {
        LOG.warn("still working at the stop function={}", reading.functionId);
        reader.interrupt();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
