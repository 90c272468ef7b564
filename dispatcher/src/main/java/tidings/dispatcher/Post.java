package tidings.dispatcher;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tidings.message.Chat;
import tidings.message.Content;
import tidings.message.Message;
import tidings.message.MessageJson;

/**
 * A request of the Open Messaging API, with the modelled fields and no other (SDK models {@code
 * OpenInboundNormalizedMessage} and {@code OpenInboundStructuredResponseMessage}). Message id and
 * time are the message's own, so that a repeated request is the same.
 *
 * @param path path and query below the API's address
 */
record Post(String method, String path, String body) {
  /** Says only that it is a file (RFC 2046, section 4.5.1); Genesys wants each to have a type. */
  private static final String UNKNOWN_TYPE = "application/octet-stream";

  /** The request for this message; empty for what no customer says. */
  static Optional<Post> of(Chat chat, Message message) {
    return switch (message.body()) {
      case Message.Text(var text, var content) ->
          Optional.of(message(chat, message, text, content));
      case Message.Location location ->
          Optional.of(message(chat, message, describe(location), List.of()));
      case Message.Reply reply -> Optional.of(structured(chat, message, reply));
      case Message.Structured _, Message.Offer _, Message.Ended _ -> Optional.empty();
    };
  }

  /** The reply as a plain message, for where Genesys does not take it as the answer it is. */
  static Post asText(Chat chat, Message message, Message.Reply reply) {
    return message(chat, message, reply.text(), List.of());
  }

  private static Post message(
      Chat chat, Message message, @Nullable String text, List<Content> content) {
    ObjectNode body = withChannel(chat, message);
    if (text != null && !text.isEmpty()) {
      body.put("text", text);
    }
    ArrayNode items = MessageJson.mapper().createArrayNode();
    for (Content item : content) {
      if (item instanceof Content.Attachment(var medium, _, _)) {
        items.addObject().set("attachment", attachment(medium));
      }
    }
    if (!items.isEmpty()) {
      body.set("content", items);
    }
    return new Post("POST", path(chat, "message?prefetchConversationId=true"), body.toString());
  }

  private static Post structured(Chat chat, Message message, Message.Reply reply) {
    ObjectNode body = withChannel(chat, message);
    body.putObject("buttonResponse")
        .put("type", reply.kind())
        .put("text", reply.text())
        .put("payload", reply.payload());
    body.put("originatingMessageId", reply.to().value());
    return new Post("POST", path(chat, "structured/response"), body.toString());
  }

  static String path(Chat chat, String call) {
    String id = URLEncoder.encode(chat.integrationId(), StandardCharsets.UTF_8);
    return "/api/v2/conversations/messages/" + id.replace("+", "%20") + "/inbound/open/" + call;
  }

  private static ObjectNode withChannel(Chat chat, Message message) {
    ObjectNode body = MessageJson.mapper().createObjectNode();
    ObjectNode channel = body.putObject("channel").put("messageId", message.id().value());
    ObjectNode from = channel.putObject("from").put("id", chat.userId());
    Message.Sender sender = message.sender();
    from.put("idType", idType(sender).wireName());
    if (sender != null) {
      putPresent(from, "nickname", sender.nickname());
      putPresent(from, "firstName", sender.firstName());
      putPresent(from, "lastName", sender.lastName());
    }
    channel.put("time", MessageJson.time(message.at()));
    if (sender != null && !sender.customAttributes().isEmpty()) {
      // Below the channel: in the body's own metadata they are answered with 400.
      ObjectNode attributes = channel.putObject("metadata").putObject("customAttributes");
      new TreeMap<>(sender.customAttributes()).forEach(attributes::put);
    }
    return body;
  }

  private static Message.IdType idType(Message.@Nullable Sender sender) {
    return sender == null || sender.idType() == null ? Message.IdType.OPAQUE : sender.idType();
  }

  private static ObjectNode attachment(Content.Medium medium) {
    ObjectNode attachment = MessageJson.mapper().createObjectNode();
    attachment.put("mediaType", mediaType(medium));
    putPresent(attachment, "url", medium.url());
    attachment.put("mime", medium.mime() == null ? UNKNOWN_TYPE : medium.mime());
    putPresent(attachment, "id", medium.id());
    putPresent(attachment, "filename", medium.filename());
    return attachment;
  }

  private static String mediaType(Content.Medium medium) {
    if (medium.mediaType() != null) {
      return medium.mediaType();
    }
    String mime = medium.mime() == null ? "" : medium.mime();
    return switch (mime.replaceFirst("/.*", "")) {
      case "image" -> "Image";
      case "video" -> "Video";
      case "audio" -> "Audio";
      default -> "File";
    };
  }

  /** An agent's desktop shows text and makes links of addresses; places it does not know. */
  private static String describe(Message.Location location) {
    String place = plain(location.latitude()) + "," + plain(location.longitude());
    Double radius = location.accuracyMeters();
    String within = radius == null ? "" : " (within " + Math.round(radius) + " m)";
    return "Location: "
        + place.replace(",", ", ")
        + within
        + "\nhttps://www.google.com/maps/search/?api=1&query="
        + place;
  }

  /** Without an exponent, which map links do not understand. */
  private static String plain(double degrees) {
    return BigDecimal.valueOf(degrees).toPlainString();
  }

  private static void putPresent(ObjectNode object, String field, @Nullable String value) {
    if (value != null && !value.isBlank()) {
      object.put(field, value);
    }
  }
}
