package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import tidings.message.Message;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.LocalDynamo;

/** What a poll reads grows with what is new for its user, not with the table. */
class PollCostTest {
  private final World world = new World();

  @BeforeEach
  void aConversationIsThere() {
    IntStream.range(0, 20).forEach(i -> world.project(world.agentSays("g-" + i)));
  }

  @Test
  void foreignMessagesCostNothing() {
    Cost alone = costs();
    var foreign = new AtomicInteger();
    List<Cost> costs =
        Stream.of(100, 10_000, 100_000)
            .map(
                size -> {
                  fill(foreign.getAndSet(size), size);
                  return costs();
                })
            .toList();

    assertThat(alone.items).isPositive();
    assertThat(costs).containsOnly(alone);
  }

  /** Of a poll that finds nothing new, one that finds five messages, and a first page. */
  private Cost costs() {
    var counted = new Counted();
    var transcript = new Transcript(world.chats(counted.client()), world.clock, Feed::chat);
    Cursor end = transcript.newest(world.chat, 10).cursor();
    transcript.after(world.chat, end, 100);
    transcript.after(world.chat, new Cursor(end.epoch(), end.seq() - 5), 100);
    return counted.cost();
  }

  private record Cost(int items, double capacity) {}

  /** Every call of the client must be a query, whose items and capacity are added up. */
  private static final class Counted {
    private int items;
    private double capacity;

    DynamoDbClient client() {
      return (DynamoDbClient)
          Proxy.newProxyInstance(
              DynamoDbClient.class.getClassLoader(),
              new Class<?>[] {DynamoDbClient.class},
              (proxy, method, arguments) -> {
                if (arguments.length == 1 && arguments[0] instanceof QueryRequest query) {
                  return counted(query);
                }
                if (method.isDefault()) {
                  return invokeDefault(proxy, method, arguments);
                }
                throw new UnsupportedOperationException(method.getName());
              });
    }

    private static Object invokeDefault(
        Object proxy, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
      try {
        return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private QueryResponse counted(QueryRequest query) {
      QueryResponse answer =
          LocalDynamo.client()
              .query(
                  query.toBuilder().returnConsumedCapacity(ReturnConsumedCapacity.TOTAL).build());
      assertThat(answer.scannedCount()).isEqualTo(answer.count());
      items += answer.count();
      capacity += answer.consumedCapacity().capacityUnits();
      return answer;
    }

    Cost cost() {
      return new Cost(items, capacity);
    }
  }

  /** Puts messages of other users into the table, fifty each. */
  private void fill(int from, int to) {
    for (int start = from; start < to; start += 25) {
      List<WriteRequest> writes =
          IntStream.range(start, Math.min(start + 25, to)).mapToObj(this::foreign).toList();
      LocalDynamo.client().batchWriteItem(batch -> batch.requestItems(Map.of(world.table, writes)));
    }
  }

  private WriteRequest foreign(int number) {
    UserKey user = UserKey.of(new byte[] {9}, "foreigner-" + number / 50);
    Feed feed = Feed.chat(world.chat.integrationId());
    long seq = number % 50 + 1L;
    Instant now = world.clock.instant();
    var message =
        new Message(
            new Message.Id("f-" + number),
            Message.Author.AGENT,
            now,
            Message.Text.of("said to somebody else"),
            null,
            null);
    Map<String, AttributeValue> item =
        new HashMap<>(new Entry.Said(seq, message, null, null, seq, now).item());
    item.putAll(ChatKeys.key(user, ChatKeys.log(feed, "epoch", seq)));
    return WriteRequest.builder().putRequest(PutRequest.builder().item(item).build()).build();
  }
}
