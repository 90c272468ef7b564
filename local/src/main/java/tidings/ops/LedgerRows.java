package tidings.ops;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.MessageJson;
import tidings.table.Attributes;
import tidings.table.ChatKeys;

/** The dispatcher's ledger, which keeps how attempts ended for 30 days. */
record LedgerRows(DynamoDbClient dynamo, String table) {

  /** What the dispatcher did for this message or wish. */
  List<Happening> of(Chat chat, String id) {
    String of = chat.integrationId() + "#" + ChatKeys.shortened(id) + "#";
    var answer =
        dynamo.query(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk and begins_with(sk, :of)")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(ChatKeys.partition(chat.userKey())),
                            ":of", AttributeValue.fromS(of))));
    return answer.items().stream().map(item -> happening(item, of)).toList();
  }

  private static Happening happening(Map<String, AttributeValue> item, String of) {
    var read = new Attributes(item);
    String key = read.text("sk").substring(of.length());
    String act =
        key.replaceFirst("#failing#.*", "").replaceFirst("^attempt#0*([0-9]+)#.*", "attempt $1");
    String outcome =
        read.optionalText("outcome")
            .map(json -> words(MessageJson.read(json, Command.Outcome.class)))
            .orElse(
                key.contains("#failing#")
                    ? "failed for its own sake, and is tried again from then on"
                    : "begun, and its end is not known");
    String correlation =
        read.optionalText("genesysCorrelationId")
            .filter(id -> !id.equals("-"))
            .map(id -> "; Genesys' correlation id " + id)
            .orElse("");
    Instant at = read.instant("at");
    return new Happening(at, act + ": " + outcome + correlation);
  }

  private static String words(Command.Outcome outcome) {
    return switch (outcome) {
      case Command.Sent(String genesysId, String conversationId) ->
          "Genesys took it as %s in conversation %s"
              .formatted(
                  genesysId == null ? "-" : genesysId,
                  conversationId == null ? "-" : conversationId);
      case Command.NotSent(var failure) ->
          "given up: %s: %s".formatted(failure.code(), failure.message());
    };
  }
}
