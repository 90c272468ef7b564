package tidings.table;

import java.time.Instant;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.Delivery;
import tidings.message.Message;

/** A row of a transcript as DynamoDB has it, and back. */
@State(Scope.Thread)
public class RowBenchmark {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

  private final Entry.Said said =
      new Entry.Said(
          1,
          new Message(
              new Message.Id("5b1f0a52-6c1d-4e0c-9a57-2f6f1c7d3e10"),
              Message.Author.CUSTOMER,
              AT,
              Message.Text.of("My parcel is late, and nobody tells me where it is."),
              null,
              "conversation-1"),
          Delivery.sent(1),
          null,
          0,
          AT);
  private final Map<String, AttributeValue> item = said.item();

  @Benchmark
  public Map<String, AttributeValue> encode() {
    return said.item();
  }

  @Benchmark
  public Entry decode() {
    return Entry.from(item);
  }
}
