package tidings.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;
import tidings.message.MessageJson;
import tidings.message.Parked;

/** A line about a message in the parking queue, without its content. */
final class ParkedRow {
  private static final List<String> IDS = List.of("/message/id", "/id", "/of", "/body/id");

  private ParkedRow() {}

  /**
   * {@code {"id","queue","code","reason","at","kind"?,"messageId"?,"userId"?,"integrationId"?,
   * "attempt"?}}; {@code id} is the queue's, {@code kind} the command or errand.
   */
  static JsonNode json(Message message) {
    Parked parked = parked(message);
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", message.messageId());
    json.put("queue", parked.queue()).put("code", parked.code());
    json.put("reason", parked.reason()).put("at", parked.at().toString());
    JsonNode body = body(parked);
    json.put("kind", body.path("errand").asText(body.path("command").textValue()));
    json.put("messageId", messageId(body));
    json.put("userId", body.at("/chat/userId").textValue());
    json.put("integrationId", body.at("/chat/integrationId").textValue());
    json.set("attempt", body.get("attempt"));
    json.removeIf(JsonNode::isNull);
    return json;
  }

  /** What nobody can have parked is shown all the same. */
  private static Parked parked(Message message) {
    try {
      return MessageJson.read(message.body(), Parked.class);
    } catch (MessageJson.Unreadable e) {
      return new Parked("?", "unreadable", e.reason(), Instant.EPOCH, message.body());
    }
  }

  private static String messageId(JsonNode body) {
    return IDS.stream()
        .map(pointer -> body.at(pointer).asText())
        .filter(id -> !id.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** What could not even be read is no JSON, or another than we know. */
  private static JsonNode body(Parked parked) {
    try {
      return MessageJson.mapper().readTree(parked.body());
    } catch (JsonProcessingException _) {
      return MissingNode.getInstance();
    }
  }
}
