package tidings.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook of Genesys says. Reading never fails on content: every field may be absent or of
 * another type than expected, and types that are not known become {@link Unknown} (Genesys SDK
 * models {@code OpenOutboundMessage…}; developer centre, "Open Messaging", outbound messages).
 */
public record GenesysWebhook(Heading heading, Kind kind) {

  /** The kinds that change a conversation, and the rest. */
  public sealed interface Kind {}

  /** Something to show to the customer. */
  public record Said(Message message) implements Kind {}

  /** The agent is typing, for so long. */
  public record Typing(Duration duration) implements Kind {}

  /**
   * What became of a message of the customer's that we had posted.
   *
   * @param messageId our id of that message, where Genesys names it
   * @param status Published or Failed; others are possible and mean nothing to us
   */
  public record Receipt(
      @Nullable String messageId, String status, String code, String reason, boolean inbound)
      implements Kind {}

  /** A type that is not known, or a known one without what it needs. */
  public record Unknown(String type) implements Kind {}

  /** Reads a webhook; a message without a readable time gets the other. */
  public static GenesysWebhook read(JsonNode json, Instant acceptedAt) {
    Heading heading = heading(json);
    return new GenesysWebhook(heading, kind(heading, json, acceptedAt));
  }

  private static Heading heading(JsonNode json) {
    try (JsonParser parser = json.traverse()) {
      return Heading.read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("a tree is read from memory", e);
    }
  }

  private static Kind kind(Heading heading, JsonNode json, Instant acceptedAt) {
    return switch (heading.type()) {
      case "Text", "Structured" -> said(heading, json, acceptedAt);
      case "Event" -> event(json);
      case "Receipt" -> receipt(heading, json);
      default -> new Unknown(heading.type());
    };
  }

  private static Kind said(Heading heading, JsonNode json, Instant acceptedAt) {
    String text = json.path("text").textValue();
    List<Content> content = content(json.path("content"));
    if (heading.id().isEmpty() || isInbound(json) || (text == null && content.isEmpty())) {
      return new Unknown(heading.type());
    }
    Message.Body body =
        heading.type().equals("Text")
            ? new Message.Text(text, content)
            : new Message.Structured(text, content);
    return new Said(
        new Message(
            new Message.Id(heading.id().get()),
            author(json),
            time(json.path("channel")).orElse(acceptedAt),
            body,
            null,
            json.path("conversationId").textValue()));
  }

  private static Message.Author author(JsonNode json) {
    return json.path("originatingEntity").asText().equals("Bot")
        ? Message.Author.BOT
        : Message.Author.AGENT;
  }

  /** Items that are not objects carry nothing that could be shown. */
  private static List<Content> content(JsonNode items) {
    var content = new ArrayList<Content>();
    for (JsonNode item : items) {
      if (item.isObject()) {
        content.add(MessageJson.mapper().convertValue(item, Content.class));
      }
    }
    return content;
  }

  private static Kind event(JsonNode json) {
    for (JsonNode event : json.path("events")) {
      if (event.path("eventType").asText().equals("Typing")) {
        long millis = event.path("typing").path("duration").asLong(5000);
        return new Typing(Duration.ofMillis(Math.clamp(millis, 0, 60_000)));
      }
    }
    return new Unknown("Event");
  }

  private static Kind receipt(Heading heading, JsonNode json) {
    JsonNode reason = json.path("reasons").path(0);
    return new Receipt(
        text(json.path("channel"), "messageId").orElse(null),
        heading.status(),
        text(reason, "code").orElse("GeneralError"),
        text(reason, "message").orElse("Genesys gave no reason"),
        isInbound(json));
  }

  private static boolean isInbound(JsonNode json) {
    return json.path("direction").asText().equals("Inbound");
  }

  private static Optional<Instant> time(JsonNode channel) {
    try {
      return text(channel, "time").map(MessageJson::time);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(JsonNode object, String field) {
    @Nullable String value = object.path(field).textValue();
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
