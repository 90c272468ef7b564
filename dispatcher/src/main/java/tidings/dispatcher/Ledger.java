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
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Attributes;
import tidings.table.ChatKeys;

/**
 * How attempts to tell Genesys something ended, kept for 30 days. The partition key is the user's,
 * so that all of a user's can be erased.
 */
record Ledger(DynamoDbClient dynamo, String table, Clock clock) {
  private static final Duration KEPT = Duration.ofDays(30);

  /** The end of this attempt, if it had one; the read is consistent. */
  Optional<Command.Outcome> end(Errand.Owed errand) {
    return end(key(errand));
  }

  /** The end of an attempt to forward a message, if it had one. */
  Optional<Command.Outcome> end(Chat chat, Errand.Last attempt) {
    Instant at = attempt.at();
    return at == null
        ? Optional.empty()
        : end(key(chat, forward(attempt.id(), attempt.attempt(), at)));
  }

  private Optional<Command.Outcome> end(Map<String, AttributeValue> key) {
    var answer = dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true));
    return Optional.ofNullable(answer.item().get("outcome"))
        .map(outcome -> MessageJson.read(outcome.s(), Command.Outcome.class));
  }

  /** Returns false if an end was recorded before; that one stands. */
  boolean record(Errand.Owed errand, Command.Outcome outcome) {
    return record(errand, outcome, "-");
  }

  /**
   * The same.
   *
   * @param correlationId Genesys' of the answer that was the end, kept for the operator
   */
  boolean record(Errand.Owed errand, Command.Outcome outcome, String correlationId) {
    var end =
        Map.of(
            "outcome", AttributeValue.fromS(MessageJson.write(outcome)),
            "genesysCorrelationId", AttributeValue.fromS(correlationId));
    return put(errand, end, "attribute_not_exists(outcome)", Map.of());
  }

  /**
   * Notes before it is done what must not be done twice. Returns false if it was begun before and
   * neither ended nor undone: then it may have been done.
   *
   * @param receipt tells this try from every other, so that our own repeated write is no other try
   */
  boolean begin(Errand.Owed errand, String receipt) {
    AttributeValue ours = AttributeValue.fromS(receipt);
    return put(
        errand,
        Map.of("begun", ours),
        "attribute_not_exists(pk) or attribute_exists(undone) or begun = :ours",
        Map.of(":ours", ours));
  }

  /** What was begun has certainly not been done. */
  void undo(Errand.Owed errand) {
    Map<String, AttributeValue> undone = Map.of("undone", AttributeValue.fromBool(true));
    put(errand, undone, "attribute_not_exists(outcome)", Map.of());
  }

  /**
   * Since when what this queue message asks for fails for its own sake: since now, if that is not
   * noted yet. It is noted for the queue message, so that a redrive has all its time again.
   */
  Instant failingSince(Errand.Owed errand, String envelopeId) {
    Act act = act(errand);
    var failing = new Act(act.id, act.name + "#failing#" + envelopeId);
    Instant now = clock.instant();
    var there =
        put(key(errand.chat(), failing), now, Map.of(), "attribute_not_exists(pk)", Map.of());
    return there.map(item -> new Attributes(item).instant("at")).orElse(now);
  }

  /** Returns false if the condition does not hold. */
  private boolean put(
      Errand.Owed errand,
      Map<String, AttributeValue> attributes,
      String condition,
      Map<String, AttributeValue> values) {
    Instant now = clock.instant();
    return put(key(errand), now, attributes, condition, values).isEmpty();
  }

  /** Returns what is there instead if the condition does not hold; empty if it was written. */
  private Optional<Map<String, AttributeValue>> put(
      Map<String, AttributeValue> key,
      Instant now,
      Map<String, AttributeValue> attributes,
      String condition,
      Map<String, AttributeValue> values) {
    var item = new HashMap<>(key);
    item.putAll(attributes);
    item.put("at", AttributeValue.fromS(now.toString()));
    item.put("ttl", AttributeValue.fromN(Long.toString(now.plus(KEPT).getEpochSecond())));
    var put =
        PutItemRequest.builder()
            .tableName(table)
            .item(item)
            .conditionExpression(condition)
            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    if (!values.isEmpty()) {
      put.expressionAttributeValues(values);
    }
    try {
      dynamo.putItem(put.build());
      return Optional.empty();
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(e.item());
    }
  }

  private static Map<String, AttributeValue> key(Errand.Owed errand) {
    return key(errand.chat(), act(errand));
  }

  private static Act act(Errand.Owed errand) {
    return switch (errand) {
      case Errand.Forward(_, var message, int attempt, _) ->
          forward(message.id(), attempt, message.at());
      case Errand.End(_, var id, _, _) -> new Act(id, "end");
      case Errand.Agentless(_, var id, _, _) -> new Act(id, "agentless");
      case Errand.Fetch(_, var id, int item, _) -> new Act(id, "fetch#" + item);
    };
  }

  /** By its time, a message after an erasure is another one than that with its id before. */
  private static Act forward(Message.Id id, int attempt, Instant at) {
    return new Act(id, "attempt#%06d#%s".formatted(attempt, MessageJson.time(at)));
  }

  private static Map<String, AttributeValue> key(Chat chat, Act act) {
    String id = ChatKeys.shortened(act.id.value());
    String what = String.join("#", chat.integrationId(), id, act.name);
    return Map.of(
        "pk", AttributeValue.fromS(ChatKeys.partition(chat.userKey())),
        "sk", AttributeValue.fromS(what));
  }

  private record Act(Message.Id id, String name) {}
}
