package tidings.projector;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionCheck;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import tidings.lambda.Origin;
import tidings.message.MessageJson;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Erasure;
import tidings.table.Head;
import tidings.table.Seen;

/** What a change writes, in one transaction: the head, then the marks, then the rest. */
record Writes(String table, UserKey user, Instant now, Duration retention) {
  /** It is for the stream, which keeps what it got for a day. */
  private static final Duration SEEN_KEPT = Duration.ofDays(1);

  /** An item takes 400 KB; what becomes of a message is written to it later. */
  private static final int BIGGEST_ENTRY = 380_000;

  private record Condition(String expression, Map<String, AttributeValue> values) {
    static final Condition ABSENT = new Condition("attribute_not_exists(sk)", Map.of());
  }

  List<TransactWriteItem> of(Change change) {
    Head next = change.next();
    var writes = new ArrayList<TransactWriteItem>();
    writes.add(put(ChatKeys.head(next.feed()), next.item(), isBefore(next)));
    change.marks().forEach(mark -> writes.add(mark(next, mark)));
    change
        .entry()
        .ifPresent(
            entry -> {
              writes.add(entry(next, entry));
              row(next, entry).ifPresent(writes::add);
            });
    change.seen().ifPresent(seen -> writes.add(seen(next, seen)));
    if (next.version() == 1) {
      writes.add(notErasedSince(next));
    }
    return writes;
  }

  private static Condition isBefore(Head next) {
    if (next.version() == 1) {
      return Condition.ABSENT;
    }
    return new Condition(
        "version = :version and epoch = :epoch",
        Map.of(
            ":version", AttributeValue.fromN(Long.toString(next.version() - 1)),
            ":epoch", AttributeValue.fromS(next.epoch())));
  }

  /** A feed does not begin with what was read before an erasure. */
  private TransactWriteItem notErasedSince(Head first) {
    return TransactWriteItem.builder()
        .conditionCheck(
            ConditionCheck.builder()
                .tableName(table)
                .key(ChatKeys.key(user, ChatKeys.ERASED))
                .conditionExpression("attribute_not_exists(sk) or carriedOutAt < :now")
                .expressionAttributeValues(Map.of(":now", Erasure.time(first.changedAt())))
                .build())
        .build();
  }

  private TransactWriteItem mark(Head head, Mark mark) {
    var item = new HashMap<String, AttributeValue>();
    item.put("seq", AttributeValue.fromN(Long.toString(mark.seq())));
    item.put("epoch", AttributeValue.fromS(head.epoch()));
    mark.note().ifPresent(note -> item.put("note", AttributeValue.fromS(note)));
    return put(ChatKeys.mark(head.feed(), mark.kind(), mark.id()), item, Condition.ABSENT);
  }

  private TransactWriteItem seen(Head head, Seen seen) {
    var item = new HashMap<>(seen.item());
    item.put(ChatKeys.TTL, timeToLive(now.plus(SEEN_KEPT)));
    return put(ChatKeys.seen(head), item, Condition.ABSENT);
  }

  private TransactWriteItem entry(Head head, Entry entry) {
    var item = new HashMap<>(entry.item());
    item.put("feed", AttributeValue.fromS(head.feed().name()));
    String requestId = Origin.current().requestId();
    if (requestId != null) {
      item.put(Origin.REQUEST_ID, AttributeValue.fromS(requestId));
    }
    if (bytes(item) > BIGGEST_ENTRY) {
      throw new Unfit("too-big", "the message is bigger than an item of the table");
    }
    return put(sortKey(head, entry.seq()), item, Condition.ABSENT);
  }

  /** As DynamoDB counts them: names and values ("DynamoDB item sizes and formats"). */
  private static int bytes(Map<String, AttributeValue> item) {
    return item.entrySet().stream()
        .mapToInt(each -> bytes(each.getKey()) + bytes(each.getValue().s()))
        .sum();
  }

  private static int bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** What the entry changes of an earlier one. */
  private Optional<TransactWriteItem> row(Head head, Entry entry) {
    return switch (entry) {
      case Entry.Said _ -> Optional.empty();
      case Entry.Changed changed ->
          row(head, changed.of(), Entry.DELIVERY, MessageJson.write(changed.delivery()));
      case Entry.Filled filled ->
          row(head, filled.of(), Entry.MESSAGE, MessageJson.write(filled.message()));
      case Entry.Acknowledged done ->
          row(head, done.of(), Entry.ACKNOWLEDGED_AT, done.storedAt().toString());
    };
  }

  /** A row that has expired is not brought back. */
  private Optional<TransactWriteItem> row(Head head, long seq, String attribute, String value) {
    var update =
        Update.builder()
            .tableName(table)
            .key(ChatKeys.key(user, sortKey(head, seq)))
            .updateExpression("set #attribute = :value")
            .conditionExpression("attribute_exists(sk)")
            .expressionAttributeNames(Map.of("#attribute", attribute))
            .expressionAttributeValues(Map.of(":value", AttributeValue.fromS(value)));
    return Optional.of(TransactWriteItem.builder().update(update.build()).build());
  }

  private TransactWriteItem put(
      String sortKey, Map<String, AttributeValue> attributes, Condition condition) {
    var item = new HashMap<>(attributes);
    item.putAll(ChatKeys.key(user, sortKey));
    item.putIfAbsent(ChatKeys.TTL, timeToLive(now.plus(retention)));
    var put = Put.builder().tableName(table).item(item).conditionExpression(condition.expression);
    if (!condition.values.isEmpty()) {
      put.expressionAttributeValues(condition.values);
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  static AttributeValue timeToLive(Instant end) {
    return AttributeValue.fromN(Long.toString(end.getEpochSecond()));
  }

  private static String sortKey(Head head, long seq) {
    return ChatKeys.log(head.feed(), head.epoch(), seq);
  }
}
