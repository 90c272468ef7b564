package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tidings.local.genesys.Conversations.Conversation;

/** The bodies that Genesys posts to a webhook. */
final class WebhookBodies {
  private static final int TYPING_MILLIS = 5000;

  private WebhookBodies() {}

  /** A text to the customer, typed by an agent. */
  static ObjectNode agentText(String id, Conversation conversation, Instant at, String text) {
    return text(id, conversation, at, text)
        .put("originatingEntity", "Human")
        .put("direction", "Outbound")
        .put("conversationId", conversation.id());
  }

  /** A text to the customer, sent without an agent: nobody is named as its origin. */
  static ObjectNode agentlessText(String id, Conversation conversation, Instant at, String text) {
    return text(id, conversation, at, text)
        .put("direction", "Outbound")
        .put("conversationId", conversation.id());
  }

  static ObjectNode typing(String id, Conversation conversation, Instant at) {
    ObjectNode body = outbound(id, conversation, at).put("type", "Event");
    ObjectNode event = body.putArray("events").addObject().put("eventType", "Typing");
    event.putObject("typing").put("type", "On").put("duration", TYPING_MILLIS);
    return body.put("direction", "Outbound").put("conversationId", conversation.id());
  }

  /** The receipt for a message of the customer, whose channel it repeats. */
  static ObjectNode receipt(String id, JsonNode channel, boolean failed) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id);
    body.set("channel", channel);
    body.put("type", "Receipt").put("status", failed ? "Failed" : "Published");
    if (failed) {
      ObjectNode reason = body.putArray("reasons").addObject();
      reason.put("code", "GeneralError").put("message", "The message could not be delivered.");
    }
    return body.put("isFinalReceipt", failed).put("direction", "Inbound");
  }

  private static ObjectNode text(String id, Conversation conversation, Instant at, String text) {
    return outbound(id, conversation, at).put("type", "Text").put("text", text);
  }

  private static ObjectNode outbound(String id, Conversation conversation, Instant at) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id);
    ObjectNode channel = body.putObject("channel").put("id", conversation.integrationId());
    channel.put("platform", "Open").put("type", "Private").put("messageId", id);
    channel.putObject("to").put("id", conversation.userId()).put("idType", "Opaque");
    ObjectNode from = channel.putObject("from").put("nickname", "Genesys simulator");
    from.put("id", conversation.integrationId()).put("idType", "Opaque");
    channel.put("time", at.truncatedTo(ChronoUnit.MILLIS).toString());
    return body;
  }
}
