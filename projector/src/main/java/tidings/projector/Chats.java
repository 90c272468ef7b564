package tidings.projector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import tidings.message.Chat;
import tidings.message.MessageJson;
import tidings.message.UserKey;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Erasure;
import tidings.table.Feed;
import tidings.table.Head;

/** The chat table. All reads are strongly consistent, and none is a scan. */
final class Chats {
  /** A queue and its dead letters each keep what was accepted before an erasure for 14 days. */
  private static final Duration ERASURE_KEPT = Duration.ofDays(30);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;
  private final Duration retention;

  Chats(DynamoDbClient dynamo, String table, Clock clock, Duration retention) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
    this.retention = retention;
  }

  /** How an append ends. */
  enum End {
    APPENDED,
    /** One of the marks was there: this was appended before. */
    DUPLICATE,
    /** The head is no longer the one that the append was made for. */
    OVERTAKEN
  }

  /** The heads of all the user's feeds, and what was erased. */
  Heads heads(UserKey user) {
    var items =
        query(user, ChatKeys.ERASED, ChatKeys.HEADS_END, query -> query.consistentRead(true))
            .items();
    var heads = new ArrayList<Head>();
    @Nullable Erasure erasure = null;
    for (Map<String, AttributeValue> item : items) {
      if (ChatKeys.sortKey(item).equals(ChatKeys.ERASED)) {
        erasure = Erasure.from(item);
      } else {
        heads.add(Head.from(item));
      }
    }
    return new Heads(List.copyOf(heads), erasure);
  }

  /** The mark of this kind and id, if it is there. */
  Optional<Mark> mark(UserKey user, Feed feed, String kind, String id) {
    return get(ChatKeys.key(user, ChatKeys.mark(feed, kind, id)))
        .map(Attributes::new)
        .map(item -> new Mark(kind, id, item.number("seq"), item.optionalText("note")));
  }

  /** The entry with this number, if it is there. */
  Optional<Entry> entry(UserKey user, Head head, long seq) {
    return get(ChatKeys.key(user, ChatKeys.log(head.feed(), head.epoch(), seq))).map(Entry::from);
  }

  /**
   * Entries after the number and up to the head's, ascending, at most so many and 1 MB of them;
   * they may have gaps where entries expired, or, at the end, where a write is not visible yet.
   */
  List<Entry> after(UserKey user, Head head, long seq, int limit) {
    return entries(user, head, seq + 1, head.seq(), true, limit);
  }

  /** Entries before the number, descending, at most so many and 1 MB of them. */
  List<Entry> before(UserKey user, Head head, long seq, int limit) {
    return entries(user, head, 1, seq - 1, false, limit);
  }

  private List<Entry> entries(
      UserKey user, Head head, long from, long to, boolean ascending, int limit) {
    if (from > to) {
      return List.of();
    }
    String first = ChatKeys.log(head.feed(), head.epoch(), from);
    String last = ChatKeys.log(head.feed(), head.epoch(), to);
    return query(
            user,
            first,
            last,
            query -> query.consistentRead(true).scanIndexForward(ascending).limit(limit))
        .items()
        .stream()
        .map(Entry::from)
        .toList();
  }

  /** The items of the user between these sort keys, both included. */
  private QueryResponse query(
      UserKey user, String first, String last, Consumer<QueryRequest.Builder> more) {
    return dynamo.query(
        query ->
            query
                .tableName(table)
                .keyConditionExpression("pk = :pk and sk between :first and :last")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(ChatKeys.partition(user)),
                        ":first", AttributeValue.fromS(first),
                        ":last", AttributeValue.fromS(last)))
                .applyMutation(more));
  }

  /**
   * Writes the change, all or nothing. The next head's version must follow the one that is stored.
   */
  End append(UserKey user, Change change) {
    var writes = new Writes(table, user, clock.instant(), retention).of(change);
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return End.APPENDED;
    } catch (TransactionCanceledException e) {
      return end(e, change);
    }
  }

  /**
   * A mark that is there counts more than a head that has moved on: what was appended before is not
   * appended anew. Where a feed begins, an erasure meanwhile is what fails last in the list.
   */
  private static End end(TransactionCanceledException e, Change change) {
    List<CancellationReason> reasons = e.cancellationReasons();
    if (reasons.stream().anyMatch(reason -> "TransactionConflict".equals(reason.code()))) {
      return End.OVERTAKEN;
    }
    if (failed(reasons, 1, 1 + change.marks().size())) {
      return End.DUPLICATE;
    }
    boolean begins = change.next().version() == 1;
    if (failed(reasons, 0, 1) || (begins && failed(reasons, reasons.size() - 1, reasons.size()))) {
      return End.OVERTAKEN;
    }
    throw e;
  }

  private static boolean failed(List<CancellationReason> reasons, int from, int to) {
    return reasons.subList(from, to).stream()
        .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
  }

  /** Remembers whose conversation of Genesys' this is, and with the user that it is theirs. */
  void remember(Chat chat, Head head, String conversationId) {
    var whose = new HashMap<>(ChatKeys.conversation(conversationId));
    whose.put("chat", AttributeValue.fromS(MessageJson.write(chat)));
    whose.put("epoch", AttributeValue.fromS(head.epoch()));
    whose.put(ChatKeys.TTL, timeToLive());
    var theirs =
        new HashMap<>(
            ChatKeys.key(chat.userKey(), ChatKeys.mark(head.feed(), "talk", conversationId)));
    theirs.put(ChatKeys.CONVERSATION, AttributeValue.fromS(conversationId));
    theirs.put("epoch", AttributeValue.fromS(head.epoch()));
    theirs.put(ChatKeys.TTL, timeToLive());
    dynamo.transactWriteItems(transact -> transact.transactItems(put(whose), put(theirs)));
  }

  private TransactWriteItem put(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder().put(put -> put.tableName(table).item(item)).build();
  }

  /** Whose conversation of Genesys' this is, as far as it is known. */
  Optional<Chat> chatOf(String conversationId) {
    return get(ChatKeys.conversation(conversationId))
        .map(item -> MessageJson.read(new Attributes(item).text("chat"), Chat.class));
  }

  /** Voids every feed at once, unless a later erasure did. */
  void erase(UserKey user, Erasure erasure) {
    var item = new HashMap<>(erasure.item());
    item.putAll(ChatKeys.key(user, ChatKeys.ERASED));
    Duration kept = retention.compareTo(ERASURE_KEPT) > 0 ? retention : ERASURE_KEPT;
    item.put(ChatKeys.TTL, Writes.timeToLive(clock.instant().plus(kept)));
    dynamo.putItem(
        put ->
            put.tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(sk) or #at < :at")
                .expressionAttributeNames(Map.of("#at", "at"))
                .expressionAttributeValues(Map.of(":at", Erasure.time(erasure.at()))));
  }

  /** Deletes what there is of a feed's epoch; returns the number of items. */
  long delete(UserKey user, Feed feed, String epoch, Runnable betweenPages) {
    return new Deletion(dynamo, table, user, betweenPages).of(feed, epoch);
  }

  Instant now() {
    return clock.instant();
  }

  private AttributeValue timeToLive() {
    return Writes.timeToLive(clock.instant().plus(retention));
  }

  private Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
    var answer = dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(key));
    return Optional.of(answer.item()).filter(item -> !item.isEmpty());
  }
}
