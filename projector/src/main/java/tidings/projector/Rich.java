package tidings.projector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import tidings.message.Content;
import tidings.message.Message;
import tidings.message.MessageJson;

/** What a message shows beside plain text and files: the API's {@code rich}. */
final class Rich {
  private static final ObjectMapper JSON = MessageJson.mapper();

  private Rich() {}

  static Optional<ObjectNode> of(Message message) {
    return switch (message.body()) {
      case Message.Structured(_, List<Content> content) -> structured(content);
      case Message.Text(String text, _) when text != null && !message.author().inbound() ->
          decorated(text);
      case Message.Text _ -> Optional.empty();
      case Message.Reply(Message.Id to, String kind, String text, String payload) ->
          Optional.of(
              kind("reply")
                  .put("to", to.value())
                  .put("type", kind)
                  .put("text", text)
                  .put("payload", payload));
      case Message.Location place -> Optional.of(kind("location").setAll(fields(place)));
      case Message.Offer _ -> Optional.empty();
      case Message.Ended(String by) -> Optional.of(kind("ended").put("by", by));
    };
  }

  /** The first item that is no file tells the kind. */
  private static Optional<ObjectNode> structured(List<Content> content) {
    return content.stream()
        .filter(item -> !(item instanceof Content.Attachment))
        .findFirst()
        .flatMap(first -> structured(first, content));
  }

  private static Optional<ObjectNode> structured(Content first, List<Content> content) {
    return switch (first) {
      case Content.QuickReply _ -> Optional.of(quickReplies(content));
      case Content.Card _ -> Optional.of(cards(content));
      case Content.Carousel(Content.Faces faces, _) -> Optional.of(carousel(faces.cards()));
      case Content.DatePicker(Content.Times times, _) ->
          Optional.of(kind("datePicker").setAll(fields(times)));
      case Content.Attachment _ -> Optional.empty();
      case Content.Other(String type, _) -> Optional.of(kind("unknown").put("contentType", type));
    };
  }

  /** One card stands alone, several are to be leafed through. */
  private static ObjectNode cards(List<Content> content) {
    List<Content.Face> faces =
        content.stream()
            .filter(Content.Card.class::isInstance)
            .map(item -> ((Content.Card) item).card())
            .toList();
    return faces.size() == 1
        ? kind("card").set("card", JSON.valueToTree(faces.getFirst()))
        : carousel(faces);
  }

  private static ObjectNode carousel(List<Content.Face> faces) {
    return kind("carousel").set("cards", JSON.valueToTree(faces));
  }

  private static ObjectNode quickReplies(List<Content> content) {
    ObjectNode rich = kind("quickReplies");
    var items = rich.putArray("items");
    for (Content item : content) {
      if (item instanceof Content.QuickReply(Content.Choice choice, _)) {
        items.addPOJO(choice);
      }
    }
    return JSON.valueToTree(rich);
  }

  /**
   * The blueprint's convention: text that is a JSON object with {@code gcDecoratedMessage}. Its own
   * sample lacks the first brace, so that form counts as well; any other text is text.
   */
  private static Optional<ObjectNode> decorated(String text) {
    String trimmed = text.strip();
    if (!trimmed.endsWith("}") || !trimmed.contains("gcDecoratedMessage")) {
      return Optional.empty();
    }
    return parsed(trimmed)
        .or(() -> parsed("{" + trimmed))
        .map(json -> json.path("gcDecoratedMessage"))
        .filter(message -> message.path("gcMessageType").asText().equals("qrCode"))
        .map(message -> message.path("gcMessageText").asText())
        .filter(value -> !value.isEmpty())
        .map(value -> kind("qrCode").put("value", value));
  }

  private static Optional<JsonNode> parsed(String json) {
    try {
      return Optional.of(JSON.readTree(json));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  private static ObjectNode kind(String kind) {
    return JSON.createObjectNode().put("kind", kind);
  }

  private static ObjectNode fields(Object record) {
    ObjectNode fields = JSON.valueToTree(record);
    fields.remove("type");
    return fields;
  }
}
