package tidings.projector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Feed;

/**
 * Deletes what there is of a feed's epoch; nothing of another epoch, however late it runs.
 *
 * @param betweenPages run where there is more to do; ends the work by what it throws
 */
record Deletion(DynamoDbClient dynamo, String table, UserKey user, Runnable betweenPages) {
  /** A transaction takes 100 items, and with each of these a conversation's may go. */
  private static final int AT_ONCE = 50;

  /**
   * The head's version is raised first, so that nobody who had read it adds anything more, and the
   * head goes last, so that a repetition finds the rest. Returns the number of items.
   */
  long of(Feed feed, String epoch) {
    write(List.of(raise(ChatKeys.key(user, ChatKeys.head(feed)), epoch)));
    return between(ChatKeys.log(feed, epoch, 0), ChatKeys.logEnd(feed, epoch), epoch)
        + between(ChatKeys.seen(feed, epoch), ChatKeys.seenEnd(feed, epoch), epoch)
        + between(ChatKeys.marks(feed), ChatKeys.marksEnd(feed), epoch)
        + between(ChatKeys.head(feed), ChatKeys.head(feed), epoch);
  }

  private long between(String first, String last, String epoch) {
    long deleted = 0;
    Map<String, AttributeValue> place = Map.of();
    do {
      var after = place;
      var page =
          dynamo.query(
              query ->
                  query
                      .tableName(table)
                      .consistentRead(true)
                      .limit(AT_ONCE)
                      .exclusiveStartKey(after.isEmpty() ? null : after)
                      .keyConditionExpression("pk = :pk and sk between :first and :last")
                      .expressionAttributeValues(
                          Map.of(
                              ":pk", AttributeValue.fromS(ChatKeys.partition(user)),
                              ":first", AttributeValue.fromS(first),
                              ":last", AttributeValue.fromS(last))));
      List<Map<String, AttributeValue>> old =
          page.items().stream().filter(item -> isOf(epoch, item)).toList();
      delete(old, epoch);
      deleted += old.size();
      place = page.lastEvaluatedKey();
      if (!place.isEmpty()) {
        betweenPages.run();
      }
    } while (!place.isEmpty());
    return deleted;
  }

  /** The entries tell their epoch by their keys alone. */
  private static boolean isOf(String epoch, Map<String, AttributeValue> item) {
    AttributeValue of = item.get("epoch");
    return of == null || of.s().equals(epoch);
  }

  private void delete(List<Map<String, AttributeValue>> items, String epoch) {
    var deletes = new ArrayList<TransactWriteItem>();
    for (Map<String, AttributeValue> item : items) {
      deletes.add(delete(key(item), epoch));
      AttributeValue conversation = item.get(ChatKeys.CONVERSATION);
      if (conversation != null && ChatKeys.sortKey(item).startsWith(ChatKeys.MARK)) {
        deletes.add(delete(ChatKeys.conversation(conversation.s()), epoch));
      }
    }
    write(deletes);
  }

  /** What belongs to another epoch by now stays, and holds nothing else up. */
  private void write(List<TransactWriteItem> writes) {
    if (writes.isEmpty()) {
      return;
    }
    try {
      dynamo.transactWriteItems(transact -> transact.transactItems(writes));
    } catch (TransactionCanceledException e) {
      var reasons = e.cancellationReasons();
      var left =
          IntStream.range(0, writes.size())
              .filter(i -> !"ConditionalCheckFailed".equals(reasons.get(i).code()))
              .mapToObj(writes::get)
              .toList();
      if (left.size() == writes.size()) {
        throw e;
      }
      write(left);
    }
  }

  private TransactWriteItem delete(Map<String, AttributeValue> key, String epoch) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(table)
                    .key(key)
                    .conditionExpression("attribute_not_exists(epoch) or epoch = :epoch")
                    .expressionAttributeValues(Map.of(":epoch", AttributeValue.fromS(epoch))))
        .build();
  }

  private TransactWriteItem raise(Map<String, AttributeValue> head, String epoch) {
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(head)
                    .updateExpression("set version = version + :one")
                    .conditionExpression("epoch = :epoch")
                    .expressionAttributeValues(
                        Map.of(
                            ":one", AttributeValue.fromN("1"),
                            ":epoch", AttributeValue.fromS(epoch))))
        .build();
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return Map.of(ChatKeys.PK, item.get(ChatKeys.PK), ChatKeys.SK, item.get(ChatKeys.SK));
  }
}
