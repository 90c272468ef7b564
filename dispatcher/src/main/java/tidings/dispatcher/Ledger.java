package tidings.dispatcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import tidings.message.Command;
import tidings.message.Errand;
import tidings.message.MessageJson;

/** How attempts to forward a message ended, kept for 30 days. */
record Ledger(DynamoDbClient dynamo, String table, Clock clock) {
  private static final Duration KEPT = Duration.ofDays(30);

  /** The end of this attempt, if it had one; the read is consistent. */
  Optional<Command.Outcome> end(Errand.Forward errand) {
    var answer = dynamo.getItem(get -> get.tableName(table).key(key(errand)).consistentRead(true));
    return Optional.ofNullable(answer.item().get("outcome"))
        .map(outcome -> MessageJson.read(outcome.s(), Command.Outcome.class));
  }

  /** Returns false if an end was recorded before; that one stands. */
  boolean record(Errand.Forward errand, Command.Outcome outcome) {
    Instant now = clock.instant();
    var item = new HashMap<>(key(errand));
    item.put("outcome", AttributeValue.fromS(MessageJson.write(outcome)));
    item.put("at", AttributeValue.fromS(now.toString()));
    item.put("ttl", AttributeValue.fromN(Long.toString(now.plus(KEPT).getEpochSecond())));
    try {
      dynamo.putItem(
          put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(pk)"));
      return true;
    } catch (ConditionalCheckFailedException _) {
      return false;
    }
  }

  private static Map<String, AttributeValue> key(Errand.Forward errand) {
    var chat = errand.chat();
    String message =
        String.join(
            "#", chat.userKey().value(), chat.integrationId(), errand.message().id().value());
    return Map.of(
        "pk", AttributeValue.fromS(message),
        "sk", AttributeValue.fromS("attempt#%06d".formatted(errand.attempt())));
  }
}
