package tidings.projector;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import tidings.message.Chat;
import tidings.message.MessageJson;
import tidings.message.UserKey;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;
import tidings.table.Seen;

/** The chat table. All reads are strongly consistent, and none is a scan. */
final class Chats {
  /** It is for the stream, which keeps what it got for a day. */
  private static final Duration SEEN_KEPT = Duration.ofDays(1);

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

  /** What an append writes beside the head; each part may be empty. */
  record Append(Optional<Entry> entry, List<Mark> marks, Optional<Seen> seen) {
    Append {
      marks = List.copyOf(marks);
    }
  }

  /** That something is there, and which entry it is. */
  record Mark(String kind, String id, long seq, Optional<String> note) {}

  /** The heads of all the user's feeds. */
  List<Head> heads(UserKey user) {
    return dynamo
        .query(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk and begins_with(sk, :heads)")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(ChatKeys.partition(user)),
                            ":heads", AttributeValue.fromS(ChatKeys.HEADS))))
        .items()
        .stream()
        .map(Head::from)
        .toList();
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
   * Entries after the number, ascending, at most so many; they may have gaps where entries expired,
   * or, at the end, where a write is not visible yet.
   */
  List<Entry> after(UserKey user, Head head, long seq, int limit) {
    return entries(user, head, seq + 1, Long.MAX_VALUE, true, limit);
  }

  /** Entries before the number, descending, at most so many. */
  List<Entry> before(UserKey user, Head head, long seq, int limit) {
    return entries(user, head, 1, seq - 1, false, limit);
  }

  private List<Entry> entries(
      UserKey user, Head head, long from, long to, boolean ascending, int limit) {
    String first = ChatKeys.log(head.feed(), head.epoch(), from);
    String last = ChatKeys.log(head.feed(), head.epoch(), Math.min(to, 999_999_999_999L));
    if (first.compareTo(last) > 0) {
      return List.of();
    }
    return dynamo
        .query(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .scanIndexForward(ascending)
                    .limit(limit)
                    .keyConditionExpression("pk = :pk and sk between :first and :last")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(ChatKeys.partition(user)),
                            ":first", AttributeValue.fromS(first),
                            ":last", AttributeValue.fromS(last))))
        .items()
        .stream()
        .map(Entry::from)
        .toList();
  }

  /**
   * Writes the next head, the marks, the entry and, for a changed state, the message's row, all or
   * nothing. The next head's version must follow the one that is stored.
   */
  End append(UserKey user, Head next, Append append) {
    var writes = new ArrayList<TransactWriteItem>();
    writes.add(put(headItem(user, next), headIsBefore(next)));
    for (Mark mark : append.marks) {
      writes.add(put(markItem(user, next.feed(), mark), Condition.ABSENT));
    }
    append.seen.ifPresent(seen -> writes.add(put(seenItem(user, next, seen), Condition.ABSENT)));
    append.entry.ifPresent(
        entry -> {
          writes.add(put(entryItem(user, next, entry), Condition.ABSENT));
          row(user, next, entry).ifPresent(writes::add);
        });
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
      return End.APPENDED;
    } catch (TransactionCanceledException e) {
      return end(e, append.marks.size());
    }
  }

  /** The head comes first: when it has moved on, whatever else failed is looked at afresh. */
  private static End end(TransactionCanceledException e, int marks) {
    List<CancellationReason> reasons = e.cancellationReasons();
    if (reasons.stream().anyMatch(reason -> "TransactionConflict".equals(reason.code()))) {
      return End.OVERTAKEN;
    }
    if (failed(reasons, 1, 1 + marks)) {
      return End.DUPLICATE;
    }
    if (failed(reasons, 0, 1)) {
      return End.OVERTAKEN;
    }
    throw e;
  }

  private static boolean failed(List<CancellationReason> reasons, int from, int to) {
    return reasons.subList(from, to).stream()
        .anyMatch(reason -> "ConditionalCheckFailed".equals(reason.code()));
  }

  private record Condition(String expression, Map<String, AttributeValue> values) {
    static final Condition ABSENT = new Condition("attribute_not_exists(sk)", Map.of());
  }

  private static Condition headIsBefore(Head next) {
    if (next.version() == 1) {
      return Condition.ABSENT;
    }
    return new Condition(
        "version = :version and epoch = :epoch",
        Map.of(
            ":version", AttributeValue.fromN(Long.toString(next.version() - 1)),
            ":epoch", AttributeValue.fromS(next.epoch())));
  }

  private TransactWriteItem put(Map<String, AttributeValue> item, Condition condition) {
    var put = Put.builder().tableName(table).item(item).conditionExpression(condition.expression);
    if (!condition.values.isEmpty()) {
      put.expressionAttributeValues(condition.values);
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  /** What the entry changes of an earlier one. */
  private Optional<TransactWriteItem> row(UserKey user, Head head, Entry entry) {
    return switch (entry) {
      case Entry.Said _ -> Optional.empty();
      case Entry.Changed changed ->
          Optional.of(
              update(
                  ChatKeys.key(user, ChatKeys.log(head.feed(), head.epoch(), changed.of())),
                  Entry.DELIVERY,
                  MessageJson.write(changed.delivery())));
      case Entry.Filled filled ->
          Optional.of(
              update(
                  ChatKeys.key(user, ChatKeys.log(head.feed(), head.epoch(), filled.of())),
                  Entry.MESSAGE,
                  MessageJson.write(filled.message())));
      case Entry.Acknowledged acknowledged ->
          Optional.of(
              update(
                  ChatKeys.key(user, ChatKeys.log(head.feed(), head.epoch(), acknowledged.of())),
                  Entry.ACKNOWLEDGED_AT,
                  acknowledged.storedAt().toString()));
    };
  }

  /** A row that has expired is not brought back. */
  private TransactWriteItem update(
      Map<String, AttributeValue> key, String attribute, String value) {
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table)
                .key(key)
                .updateExpression("set #attribute = :value")
                .conditionExpression("attribute_exists(sk)")
                .expressionAttributeNames(Map.of("#attribute", attribute))
                .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value)))
                .build())
        .build();
  }

  /** Remembers whose conversation of Genesys' this is. */
  void remember(Chat chat, String conversationId) {
    var item = new HashMap<>(ChatKeys.conversation(conversationId));
    item.put("chat", AttributeValue.fromS(MessageJson.write(chat)));
    item.put(ChatKeys.TTL, timeToLive());
    dynamo.putItem(put -> put.tableName(table).item(item));
  }

  /** Whose conversation of Genesys' this is, as far as it is known. */
  Optional<Chat> chatOf(String conversationId) {
    return get(ChatKeys.conversation(conversationId))
        .map(item -> MessageJson.read(new Attributes(item).text("chat"), Chat.class));
  }

  private Map<String, AttributeValue> headItem(UserKey user, Head head) {
    return item(user, ChatKeys.head(head.feed()), head.item());
  }

  private Map<String, AttributeValue> entryItem(UserKey user, Head head, Entry entry) {
    var item = item(user, ChatKeys.log(head.feed(), head.epoch(), entry.seq()), entry.item());
    item.put("feed", AttributeValue.fromS(head.feed().name()));
    return item;
  }

  private Map<String, AttributeValue> markItem(UserKey user, Feed feed, Mark mark) {
    var attributes = new HashMap<String, AttributeValue>();
    attributes.put("seq", AttributeValue.fromN(Long.toString(mark.seq)));
    mark.note.ifPresent(note -> attributes.put("note", AttributeValue.fromS(note)));
    return item(user, ChatKeys.mark(feed, mark.kind, mark.id), attributes);
  }

  private Map<String, AttributeValue> seenItem(UserKey user, Head head, Seen seen) {
    var item = item(user, ChatKeys.seen(head), seen.item());
    item.put(ChatKeys.TTL, timeToLive(SEEN_KEPT));
    return item;
  }

  private Map<String, AttributeValue> item(
      UserKey user, String sortKey, Map<String, AttributeValue> attributes) {
    var item = new HashMap<>(attributes);
    item.putAll(ChatKeys.key(user, sortKey));
    item.put(ChatKeys.TTL, timeToLive());
    return item;
  }

  private AttributeValue timeToLive() {
    return timeToLive(retention);
  }

  private AttributeValue timeToLive(Duration kept) {
    long end = clock.instant().plus(kept).getEpochSecond();
    return AttributeValue.fromN(Long.toString(end));
  }

  private Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
    var answer = dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(key));
    return Optional.of(answer.item()).filter(item -> !item.isEmpty());
  }
}
