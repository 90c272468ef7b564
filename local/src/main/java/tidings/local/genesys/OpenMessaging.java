package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Supplier;
import tidings.local.genesys.Conversations.Conversation;

/**
 * What Genesys does with a well-formed call. A message id that was seen before is a message like
 * any other: nothing says that Genesys recognises it.
 */
final class OpenMessaging {
  private final Conversations conversations;
  private final Webhooks webhooks;
  private final Duration receiptAfter;
  private final Clock clock;
  private final Supplier<UUID> ids;

  OpenMessaging(
      Conversations conversations,
      Webhooks webhooks,
      Duration receiptAfter,
      Clock clock,
      Supplier<UUID> ids) {
    this.conversations = conversations;
    this.webhooks = webhooks;
    this.receiptAfter = receiptAfter;
    this.clock = clock;
    this.ids = ids;
  }

  /** A message or a structured response of the customer; its receipt follows by webhook. */
  Answer take(String integrationId, JsonNode body, boolean prefetch, boolean failing) {
    String userId = body.at("/channel/from/id").asText();
    Conversation conversation = conversations.between(integrationId, userId);
    String id = messageId();
    ObjectNode channel = channel(integrationId, body);
    webhooks.send(userId, WebhookBodies.receipt(id, channel, failing), receiptAfter);
    ObjectNode reply = reply(id, channel, body.has("buttonResponse") ? "Structured" : "Text");
    copy(body, reply, "text", "buttonResponse", "originatingMessageId", "metadata");
    body.path("content").forEach(item -> reply.withArray("content").add(attachment(item)));
    if (prefetch) {
      reply.put("conversationId", conversation.id());
    }
    return Answer.ok(reply);
  }

  /** Typing, which opens a conversation like a message where there is none. */
  Answer event(String integrationId, JsonNode body) {
    conversations.between(integrationId, body.at("/channel/from/id").asText());
    ObjectNode reply = reply(messageId(), channel(integrationId, body), "Event");
    copy(body, reply, "events");
    return Answer.ok(reply.put("direction", "Inbound"));
  }

  Answer receipt(String integrationId, JsonNode body) {
    ObjectNode channel = channel(integrationId, body);
    channel.putObject("from").put("id", integrationId);
    channel.set("to", body.at("/channel/to"));
    ObjectNode reply = reply(body.get("id").asText(), channel, "Receipt");
    copy(body, reply, "status", "reasons", "isFinalReceipt");
    return Answer.ok(reply.put("direction", "Outbound"));
  }

  /** A text without an agent, which comes back by webhook like one of an agent. */
  Answer agentless(JsonNode body) {
    String userId = body.get("toAddress").asText();
    String text = body.get("textBody").asText();
    Conversation conversation = conversations.between(body.get("fromAddress").asText(), userId);
    String id = messageId();
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    webhooks.send(userId, WebhookBodies.agentlessText(id, conversation, now, text), Duration.ZERO);
    ObjectNode reply = JsonNodeFactory.instance.objectNode().put("id", id);
    reply.put("conversationId", conversation.id());
    copy(body, reply, "fromAddress", "toAddress", "useExistingActiveConversation", "textBody");
    reply.put("messengerType", "open").put("timestamp", now.toString());
    reply.put("selfUri", "/api/v2/conversations/messages/agentless/" + id);
    return Answer.ok(reply);
  }

  Answer disconnect(Conversation conversation) {
    conversations.end(conversation);
    ObjectNode reply = JsonNodeFactory.instance.objectNode().put("id", conversation.id());
    ObjectNode customer = reply.putArray("participants").addObject();
    customer.put("purpose", "customer").put("state", "disconnected");
    reply.put("selfUri", "/api/v2/conversations/messages/" + conversation.id());
    return Answer.ok(reply);
  }

  private String messageId() {
    return ids.get().toString().replace("-", "");
  }

  private static ObjectNode reply(String id, ObjectNode channel, String type) {
    ObjectNode reply = JsonNodeFactory.instance.objectNode().put("id", id);
    reply.set("channel", channel);
    return reply.put("type", type);
  }

  /** The channel as Genesys completes it. */
  private static ObjectNode channel(String integrationId, JsonNode body) {
    ObjectNode channel = JsonNodeFactory.instance.objectNode().put("id", integrationId);
    channel.put("platform", "Open").put("type", "Private");
    copy(body.path("channel"), channel, "messageId");
    channel.putObject("to").put("id", integrationId);
    copy(body.path("channel"), channel, "from", "time", "metadata");
    return channel;
  }

  private static JsonNode attachment(JsonNode item) {
    ObjectNode typed = JsonNodeFactory.instance.objectNode().put("contentType", "Attachment");
    copy(item, typed, "attachment");
    return typed;
  }

  private static void copy(JsonNode from, ObjectNode to, String... fields) {
    for (String field : fields) {
      if (from.hasNonNull(field)) {
        to.set(field, from.get(field));
      }
    }
  }
}
