package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tidings.message.Content;
import tidings.message.Message;

/**
 * An item of the blueprint's tables ({@code lambda-backend/index.js}: {@code writeMessageToDynamo},
 * {@code writeNotificationToDynamo}), read for what it can be here.
 */
sealed interface BlueprintItem {

  /** The item's key in its table: id and time. */
  String key();

  /** A message or an offer that is to be imported. */
  record Row(
      String key,
      String userId,
      String integrationId,
      Message message,
      @Nullable Instant acknowledgedAt)
      implements BlueprintItem {

    boolean isOffer() {
      return message.body() instanceof Message.Offer;
    }

    /** The same, kept under another id. */
    Row under(String otherId) {
      return new Row(key, userId, otherId, message, acknowledgedAt);
    }
  }

  /**
   * Something that has no place in a transcript.
   *
   * @param loss true where somebody may miss it
   */
  record Unfit(String key, String why, boolean loss) implements BlueprintItem {}

  /** Reads an item, of either table. */
  static BlueprintItem read(JsonNode item) {
    boolean offer = item.has("toId") || item.has("integrationId");
    String time = item.path(offer ? "time" : "channelTime").asText();
    String key = (item.path("id").asText("?") + " " + time).strip();
    try {
      if (item.path("id").asText().isBlank()) {
        return new Unfit(key, "it has no id", true);
      }
      Instant at = Instant.parse(time);
      return offer ? offer(key, item, at) : message(key, item, at);
    } catch (DateTimeException _) {
      return new Unfit(key, "its time cannot be read", true);
    }
  }

  private static BlueprintItem message(String key, JsonNode item, Instant at) {
    boolean inbound = item.path("direction").asText().equals("Inbound");
    String userId = item.path(inbound ? "channelFromId" : "channelToId").asText();
    String integrationId = item.path("channelId").asText();
    if (userId.isBlank() || integrationId.isBlank() || userId.equals(integrationId)) {
      return new Unfit(key, "it names no customer or no integration", true);
    }
    List<Content> files = files(item.path("content"));
    String text = item.path("text").asText("");
    if (text.isBlank() && files.isEmpty()) {
      boolean event = item.path("type").asText().equals("Event");
      return event
          ? new Unfit(key, "an event such as typing, which says nothing", false)
          : new Unfit(key, "it holds nothing to show: the blueprint did not keep it", true);
    }
    var body =
        item.path("type").asText().equals("Structured")
            ? new Message.Structured(text.isBlank() ? null : text, files)
            : new Message.Text(text.isBlank() ? null : text, files);
    var author = inbound ? Message.Author.CUSTOMER : Message.Author.AGENT;
    return new Row(key, userId, integrationId, message(item, author, at, body), null);
  }

  private static BlueprintItem offer(String key, JsonNode item, Instant at) {
    String userId = item.path("toId").asText();
    String integrationId = item.path("integrationId").asText();
    String content = item.path("content").asText();
    if (userId.isBlank() || integrationId.isBlank()) {
      return new Unfit(key, "it names no user or no integration", true);
    }
    if (content.isBlank()) {
      return new Unfit(key, "an offer without content", true);
    }
    String kind = item.path("type").asText().equals("qrcode") ? "qrcode" : "text";
    var offer = new Message.Offer(kind, content, item.path("fromId").asText("-"), null);
    Instant acknowledgedAt = null;
    if (item.path("acknowledged").asBoolean()) {
      String updated = item.path("updateTime").asText();
      acknowledgedAt = updated.isEmpty() ? at : Instant.parse(updated);
    }
    var message = message(item, Message.Author.SYSTEM, at, offer);
    return new Row(key, userId, integrationId, message, acknowledgedAt);
  }

  private static Message message(
      JsonNode item, Message.Author author, Instant at, Message.Body body) {
    return new Message(new Message.Id(item.path("id").asText()), author, at, body, null, null);
  }

  /**
   * Files stay where they are and are shown as links. Of two, the blueprint kept the first twice.
   */
  private static List<Content> files(JsonNode content) {
    var files = new ArrayList<Content>();
    for (JsonNode item : content) {
      String url = item.path("attachmentUrl").asText();
      if (!url.isBlank()) {
        var medium =
            new Content.Medium(
                null,
                "Link",
                url,
                item.path("attachmentMime").textValue(),
                item.path("attachmentFilename").textValue(),
                null,
                Map.of());
        files.add(new Content.Attachment(medium, null, Map.of()));
      }
    }
    return files.stream().distinct().toList();
  }
}
