package tidings.message;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose a webhook of Genesys is, and what tells it from others: all that handing it on needs, read
 * without making a tree of the rest. Every field may be absent or of another type than expected; of
 * two fields of one name the last counts, as it does in a tree.
 *
 * @param id Genesys' id of the message, which a receipt shares with the message it is about
 * @param integrationId {@code channel.id}
 * @param userId the party that is not the integration
 * @param type empty where there is none, as is {@code status}
 */
public record Heading(
    Optional<String> id,
    Optional<String> integrationId,
    Optional<String> userId,
    String type,
    String status) {

  /**
   * Reads the next value, to its end.
   *
   * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
   */
  public static Heading read(JsonParser json) throws IOException {
    json.nextToken();
    var said = new Said();
    forEachField(json, said::read);
    json.skipChildren();
    return said.heading();
  }

  private interface Field {
    /** Reads the value that the parser is at, or leaves it where it is. */
    void read(String name, JsonParser value) throws IOException;
  }

  /** What is no object has no fields. */
  private static void forEachField(JsonParser json, Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field.read(name, json);
      json.skipChildren();
    }
  }

  /** Null if it is no text, or a blank one. */
  private static @Nullable String text(JsonParser value) throws IOException {
    String text = value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : "";
    return text.isBlank() ? null : text;
  }

  private static final class Said {
    private @Nullable String id;
    private @Nullable String type;
    private @Nullable String status;
    private @Nullable String direction;
    private Channel channel = new Channel();

    private void read(String name, JsonParser value) throws IOException {
      switch (name) {
        case "id" -> id = text(value);
        case "type" -> type = text(value);
        case "status" -> status = text(value);
        case "direction" -> direction = text(value);
        case "channel" -> {
          channel = new Channel();
          forEachField(value, channel::read);
        }
        default -> {}
      }
    }

    private Heading heading() {
      return new Heading(
          Optional.ofNullable(id == null ? channel.messageId : id),
          Optional.ofNullable(channel.id),
          Optional.ofNullable(channel.customer("Inbound".equals(direction))),
          type == null ? "" : type,
          status == null ? "" : status);
    }
  }

  private static final class Channel {
    private @Nullable String id;
    private @Nullable String messageId;
    private @Nullable String to;
    private @Nullable String from;

    private void read(String name, JsonParser value) throws IOException {
      switch (name) {
        case "id" -> id = text(value);
        case "messageId" -> messageId = text(value);
        case "to" -> to = party(value);
        case "from" -> from = party(value);
        default -> {}
      }
    }

    private static @Nullable String party(JsonParser value) throws IOException {
      var party = new Party();
      forEachField(value, party::read);
      return party.id;
    }

    /** The customer is {@code to} of what goes out, {@code from} of what came in. */
    private @Nullable String customer(boolean isInbound) {
      String first = other(isInbound ? from : to);
      return first == null ? other(isInbound ? to : from) : first;
    }

    private @Nullable String other(@Nullable String party) {
      return party == null || party.equals(id) ? null : party;
    }
  }

  private static final class Party {
    private @Nullable String id;

    private void read(String name, JsonParser value) throws IOException {
      if (name.equals("id")) {
        id = text(value);
      }
    }
  }
}
