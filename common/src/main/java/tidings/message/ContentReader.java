package tidings.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;

/**
 * Reads an item as what it says it is, and whole as {@link Content.Other} where it has not that
 * form: one odd item must not make the message or the transcript unreadable.
 */
final class ContentReader extends JsonDeserializer<Content> {
  private static final String CONTENT_TYPE = "contentType";

  @Override
  public Content deserialize(JsonParser json, DeserializationContext context) throws IOException {
    if (context.readTree(json) instanceof ObjectNode item) {
      return read(item, context);
    }
    return context.reportInputMismatch(Content.class, "an item is an object");
  }

  private static Content read(ObjectNode item, DeserializationContext context) throws IOException {
    String type = item.path(CONTENT_TYPE).asText();
    try {
      return switch (type) {
        case "Attachment" -> context.readTreeAsValue(item, Content.Attachment.class);
        case "QuickReply" -> context.readTreeAsValue(item, Content.QuickReply.class);
        case "Card" -> context.readTreeAsValue(item, Content.Card.class);
        case "Carousel" -> context.readTreeAsValue(item, Content.Carousel.class);
        case "DatePicker" -> context.readTreeAsValue(item, Content.DatePicker.class);
        default -> other(type, item);
      };
    } catch (JsonProcessingException _) {
      return other(type, item);
    }
  }

  private static Content other(String type, ObjectNode item) {
    var whole = new LinkedHashMap<String, JsonNode>();
    item.properties().forEach(field -> whole.put(field.getKey(), field.getValue()));
    return new Content.Other(type, whole);
  }
}
