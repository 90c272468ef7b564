package tidings.local.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The reading of a published message for one platform. */
sealed interface PushMessage {
  int MAXIMUM_BYTES = 256 * 1024;
  ObjectMapper JSON = new ObjectMapper();

  /** What the platform gets. */
  record Payload(JsonNode json) implements PushMessage {}

  /** The rule that the message breaks, in SNS' words. */
  record Invalid(String reason) implements PushMessage {}

  static PushMessage read(String message, boolean structured, String platform) {
    if (message.isEmpty()) {
      return new Invalid("Empty message");
    }
    if (message.getBytes(StandardCharsets.UTF_8).length > MAXIMUM_BYTES) {
      return new Invalid("Message too long");
    }
    if (!structured) {
      return new Payload(JsonNodeFactory.instance.textNode(message));
    }
    return parsed(message)
        .filter(JsonNode::isObject)
        .map(json -> structured(json, platform))
        .orElse(new Invalid("Message Structure - JSON message body failed to parse"));
  }

  private static PushMessage structured(JsonNode message, String platform) {
    if (!message.has("default")) {
      return new Invalid("Message Structure - No default entry in JSON message body");
    }
    if (!message.valueStream().allMatch(JsonNode::isTextual)) {
      return new Invalid("Message Structure - values in JSON message body must be strings");
    }
    if (!message.has(platform)) {
      return new Payload(message.get("default"));
    }
    return parsed(message.get(platform).asText())
        .filter(payload -> payload.isObject() && hasTextsOnly(payload))
        .<PushMessage>map(Payload::new)
        .orElse(
            new Invalid(
                "Message Reason: Invalid notification for protocol %s: Notification is malformed"
                    .formatted(platform)));
  }

  /** Firebase takes no other values in {@code data} than texts. */
  private static boolean hasTextsOnly(JsonNode payload) {
    return payload.at("/fcmV1Message/message/data").valueStream().allMatch(JsonNode::isTextual);
  }

  private static Optional<JsonNode> parsed(String text) {
    try {
      return Optional.of(JSON.readTree(text));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }
}
