package tidings.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What is done around the work on a batch of ten messages. */
@State(Scope.Thread)
public class BatchBenchmark {
  private static final int MESSAGES = 10;

  @Param({"1", "10"})
  public int groups = 1;

  private final Samples samples = new Samples(new Env(Map.of()));
  private final Context context = samples.context();
  private final SQSEvent event = new SQSEvent();
  private final Batches batches =
      new Batches(new RecordingSqs(), "https://sqs.eu-north-1.amazonaws.com/1/t.fifo");

  @Setup
  public void fill() {
    var messages = new ArrayList<SQSEvent.SQSMessage>();
    for (int i = 0; i < MESSAGES; i++) {
      messages.addAll(samples.message("group-" + i % groups, "{}").getRecords());
    }
    event.setRecords(messages);
  }

  @Benchmark
  public SQSBatchResponse split(Blackhole hole) {
    return batches.byGroup(event, context, hole::consume);
  }
}
