package tidings.ops;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.Chat;
import tidings.message.Message;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Erasure;
import tidings.table.Feed;
import tidings.table.Head;

/** Messages as the chat table has them now; all reads are strongly consistent. */
record Rows(DynamoDbClient dynamo, String table) {

  /** The customer's message of this id; empty if there is none, or it was erased. */
  Optional<Entry.Said> ofCustomer(Chat chat, Message.Id id) {
    return find(chat, "customer", id);
  }

  /** The agent's message of this id; empty if there is none, or it was erased. */
  Optional<Entry.Said> ofAgent(Chat chat, Message.Id id) {
    return find(chat, "agent", id);
  }

  private Optional<Entry.Said> find(Chat chat, String kind, Message.Id id) {
    Feed feed = Feed.chat(chat.integrationId());
    Optional<Long> seq =
        get(chat, ChatKeys.mark(feed, kind, id.value()))
            .map(mark -> new Attributes(mark).number("seq"));
    Optional<String> epoch = epoch(chat, feed);
    return seq.isEmpty() || epoch.isEmpty()
        ? Optional.empty()
        : get(chat, ChatKeys.log(feed, epoch.get(), seq.get()))
            .map(Entry::from)
            .filter(Entry.Said.class::isInstance)
            .map(Entry.Said.class::cast)
            .filter(said -> said.message().id().equals(id));
  }

  /** The epoch of the feed that is there; an erased one is void though its items may remain. */
  Optional<String> epoch(Chat chat, Feed feed) {
    Optional<String> erased =
        get(chat, ChatKeys.ERASED).map(Erasure::from).map(erasure -> erasure.gone().get(feed));
    return get(chat, ChatKeys.head(feed))
        .map(item -> Head.from(item).epoch())
        .filter(epoch -> !epoch.equals(erased.orElse(null)));
  }

  /** All entries after this number, oldest first. */
  List<Entry> after(Chat chat, Head head, long seq) {
    var values =
        Map.of(
            ":pk", AttributeValue.fromS(ChatKeys.partition(chat.userKey())),
            ":first", AttributeValue.fromS(ChatKeys.log(head.feed(), head.epoch(), seq + 1)),
            ":last", AttributeValue.fromS(ChatKeys.logEnd(head.feed(), head.epoch())));
    return dynamo
        .queryPaginator(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk and sk between :first and :last")
                    .expressionAttributeValues(values))
        .items()
        .stream()
        .map(Entry::from)
        .toList();
  }

  /** The item with this sort key in the user's partition. */
  Optional<Map<String, AttributeValue>> get(Chat chat, String sortKey) {
    var key = ChatKeys.key(chat.userKey(), sortKey);
    var answer = dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(key));
    return Optional.of(answer.item()).filter(item -> !item.isEmpty());
  }
}
