package tidings.ops;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Erasure;
import tidings.table.Feed;
import tidings.table.Head;

/** What an erasure has made void and not deleted yet; all reads are strongly consistent. */
record Remains(DynamoDbClient dynamo, String table, UserKey user) {

  /** Costs a read or two as long as there is much, for entries go first and heads last. */
  boolean isNothing(Erasure erasure) {
    return erasure.gone().entrySet().stream()
        .allMatch(gone -> isGone(gone.getKey(), gone.getValue()));
  }

  private boolean isGone(Feed feed, String epoch) {
    return isEmpty(ChatKeys.log(feed, epoch, 0), ChatKeys.logEnd(feed, epoch))
        && isEmpty(ChatKeys.seen(feed, epoch), ChatKeys.seenEnd(feed, epoch))
        && isHeadOfAnother(feed, epoch)
        && hasNoMarks(feed, epoch);
  }

  private boolean isEmpty(String first, String last) {
    var answer = dynamo.query(between(first, last).limit(1).projectionExpression("pk").build());
    return answer.items().isEmpty();
  }

  private boolean isHeadOfAnother(Feed feed, String epoch) {
    var key = ChatKeys.key(user, ChatKeys.head(feed));
    var answer = dynamo.getItem(get -> get.tableName(table).consistentRead(true).key(key));
    return answer.item().isEmpty() || !Head.from(answer.item()).epoch().equals(epoch);
  }

  /** The marks of all epochs lie side by side. */
  private boolean hasNoMarks(Feed feed, String epoch) {
    var query =
        between(ChatKeys.marks(feed), ChatKeys.marksEnd(feed))
            .projectionExpression("epoch")
            .build();
    return dynamo.queryPaginator(query).items().stream()
        .noneMatch(mark -> AttributeValue.fromS(epoch).equals(mark.get("epoch")));
  }

  private QueryRequest.Builder between(String first, String last) {
    return QueryRequest.builder()
        .tableName(table)
        .consistentRead(true)
        .keyConditionExpression("pk = :pk and sk between :first and :last")
        .expressionAttributeValues(
            Map.of(
                ":pk", AttributeValue.fromS(ChatKeys.partition(user)),
                ":first", AttributeValue.fromS(first),
                ":last", AttributeValue.fromS(last)));
  }
}
