package tidings.projector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/**
 * Ends a run of the projector at one of its calls, before or after it, or lets the call be late.
 */
final class Faults {
  private final List<Runnable> late = new ArrayList<>();
  private Fault next = new Fault(How.NONE, 0);
  private int calls;

  enum How {
    NONE,
    CRASH_BEFORE,
    CRASH_AFTER,
    /** The run ends, and the call that it was about to make is made later all the same. */
    ZOMBIE
  }

  /** What happens at the call with this number. */
  record Fault(How how, int call) {}

  /** The process is gone. */
  static final class Crash extends RuntimeException {}

  void arm(Fault fault) {
    next = fault;
    calls = 0;
  }

  /** The dead finish what they had begun; returns how much of it was taken. */
  long release() {
    long taken = late.stream().filter(Faults::isTaken).count();
    late.clear();
    return taken;
  }

  private static boolean isTaken(Runnable call) {
    try {
      call.run();
      return true;
    } catch (DynamoDbException _) {
      return false;
    }
  }

  private <T> T call(Supplier<T> call, boolean writes) {
    calls++;
    if (calls != next.call || next.how == How.NONE) {
      return call.get();
    }
    if (next.how == How.CRASH_AFTER) {
      var _ = call.get();
    }
    if (next.how == How.ZOMBIE && writes) {
      late.add(
          () -> {
            var _ = call.get();
          });
    }
    throw new Crash();
  }

  /** The queue as it is, but for the faults. */
  SqsClient queue(SqsClient queue) {
    return new SqsClient() {
      @Override
      public SendMessageResponse sendMessage(SendMessageRequest request) {
        return call(() -> queue.sendMessage(request), true);
      }

      @Override
      public String serviceName() {
        return "sqs";
      }

      @Override
      public void close() {}
    };
  }

  /** The store as it is, but for the faults and for what is left out of its writes. */
  DynamoDbClient store(DynamoDbClient store, UnaryOperator<TransactWriteItem> leaveOut) {
    return new DynamoDbClient() {
      @Override
      public QueryResponse query(QueryRequest request) {
        return call(() -> store.query(request), false);
      }

      @Override
      public GetItemResponse getItem(GetItemRequest request) {
        return call(() -> store.getItem(request), false);
      }

      @Override
      public PutItemResponse putItem(PutItemRequest request) {
        return call(() -> store.putItem(request), true);
      }

      @Override
      public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        var writes = request.transactItems().stream().map(leaveOut).toList();
        return call(
            () -> store.transactWriteItems(transact -> transact.transactItems(writes)), true);
      }

      @Override
      public String serviceName() {
        return "dynamodb";
      }

      @Override
      public void close() {}
    };
  }
}
