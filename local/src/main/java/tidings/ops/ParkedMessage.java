package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import tidings.message.MessageJson;
import tidings.message.Parked;

/**
 * A message in the parking queue.
 *
 * @param id SQS' own, which no other has
 * @param group of the parking queue
 * @param receipt by which it is removed or given back
 */
record ParkedMessage(String id, String group, String receipt, Parked parked) {

  static ParkedMessage of(Message message) {
    return new ParkedMessage(
        message.messageId(),
        message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, ""),
        message.receiptHandle(),
        read(message));
  }

  /** What nobody can have parked is shown all the same. */
  private static Parked read(Message message) {
    try {
      return MessageJson.read(message.body(), Parked.class);
    } catch (MessageJson.Unreadable e) {
      String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
      Instant at = Instant.ofEpochMilli(Long.parseLong(sent));
      return new Parked("?", "unreadable", e.reason(), at, message.body());
    }
  }

  /** When it was parked. */
  Instant since() {
    return parked.at();
  }

  /** When it was said; where that is not told, when it was parked. */
  Instant saidAt() {
    return text(body(), "/message/at").map(Instant::parse).orElse(since());
  }

  /** The group in the queue whose message it was; here it stands in one of its own beside that. */
  String origin() {
    int apart = group.lastIndexOf('.');
    return apart < 0 ? group : group.substring(0, apart);
  }

  /** What is parked: forward, fetch, webhook and so on; a question mark where that is not told. */
  String kind() {
    JsonNode body = body();
    return text(body, "/errand").or(() -> text(body, "/command")).orElse("?");
  }

  /** The integration that it is about, a dash where it names none. */
  String integrationId() {
    return text(body(), "/chat/integrationId").orElse("-");
  }

  /** The id of the message or wish that it is about, a dash where it names none. */
  String messageId() {
    JsonNode body = body();
    return text(body, "/message/id")
        .or(() -> text(body, "/id"))
        .or(() -> text(body, "/body/id"))
        .orElse("-");
  }

  /** How often it was given up before, this time included. */
  int attempts() {
    return body().path("attempt").asInt(1);
  }

  /** What was to be done, missing where it is no JSON. */
  JsonNode body() {
    try {
      return MessageJson.read(parked.body(), JsonNode.class);
    } catch (MessageJson.Unreadable _) {
      return MissingNode.getInstance();
    }
  }

  private static Optional<String> text(JsonNode body, String pointer) {
    return Optional.ofNullable(body.at(pointer).textValue());
  }
}
