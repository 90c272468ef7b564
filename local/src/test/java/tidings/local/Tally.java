package tidings.local;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import tidings.lambda.Origin;

/**
 * Counts what the functions of this JVM call, from within every client; the SDK makes it itself.
 */
public final class Tally implements ExecutionInterceptor {
  private static final ConcurrentLinkedQueue<Call> CALLS = new ConcurrentLinkedQueue<>();
  private static final Map<String, LongAdder> ITEMS = new ConcurrentHashMap<>();
  private static volatile boolean counting;

  /**
   * A call that has ended.
   *
   * @param operation such as {@code DynamoDb.Query}
   * @param units capacity that a call to DynamoDB consumed: read units of a read, write units of a
   *     write; 0 for others
   */
  record Call(String function, String operation, double units) implements Comparable<Call> {

    @Override
    public int compareTo(Call other) {
      return Comparator.comparing(Call::function)
          .thenComparing(Call::operation)
          .thenComparing(Call::units)
          .compare(this, other);
    }
  }

  static void begin() {
    CALLS.clear();
    ITEMS.clear();
    counting = true;
  }

  /** Waits until the functions have called nothing for so long. */
  static void awaitRest(Duration rest) {
    int before;
    do {
      before = ofFunctions().size();
      LockSupport.parkNanos(rest.toNanos());
    } while (ofFunctions().size() > before);
  }

  /** Ends the count, and returns all of the functions' calls since its begin. */
  static List<Call> end() {
    counting = false;
    return ofFunctions();
  }

  private static List<Call> ofFunctions() {
    return CALLS.stream().filter(call -> !call.function().equals("-")).toList();
  }

  /** The same, and what the queues' and the stream's pollers called, for a function "-". */
  static List<Call> endOfAll() {
    counting = false;
    return List.copyOf(CALLS);
  }

  /** How many items the function's queries have read since the begin. */
  static long items(String function) {
    return ITEMS.getOrDefault(function, new LongAdder()).sum();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest call, ExecutionAttributes attributes) {
    return counting && call.request() instanceof DynamoDbRequest request
        ? counted(request)
        : call.request();
  }

  private static SdkRequest counted(DynamoDbRequest request) {
    var builder = request.toBuilder();
    request.sdkFields().stream()
        .filter(field -> field.memberName().equals("ReturnConsumedCapacity"))
        .forEach(field -> field.set(builder, ReturnConsumedCapacity.TOTAL.toString()));
    return builder.build();
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    String function = Origin.current().function();
    if (counting) {
      if (call.response() instanceof QueryResponse answer) {
        ITEMS.computeIfAbsent(function, _ -> new LongAdder()).add(answer.scannedCount());
      }
      String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
      String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      CALLS.add(
          new Call(
              function, service + "." + operation, Capacity.of(call.request(), call.response())));
    }
  }
}
