package tidings.message;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item of a message's {@code content}, in Genesys' own form (SDK models {@code
 * OpenMessageContent} and {@code ConversationContent…}). Fields and kinds that are not modelled are
 * kept in {@code others} and written back. An item without what it is named for is an empty one.
 */
@JsonDeserialize(using = ContentReader.class)
public sealed interface Content {

  /** Genesys' name of the kind. */
  @JsonProperty
  String contentType();

  /**
   * A file beside the text.
   *
   * @param stored what became of our own copy; absent in what Genesys sends and where none is made
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonDeserialize
  record Attachment(
      Medium attachment,
      @Nullable Stored stored,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others)
      implements Content {

    public Attachment {
      if (attachment == null) {
        throw new IllegalArgumentException("an attachment says what it is");
      }
      others = copy(others);
    }

    /** The same file, of which this became. */
    public Attachment as(Stored now) {
      return new Attachment(attachment, now, others);
    }

    @Override
    public String contentType() {
      return "Attachment";
    }
  }

  /** One answer to choose; several stand side by side. */
  @JsonDeserialize
  record QuickReply(Choice quickReply, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others)
      implements Content {

    public QuickReply {
      quickReply = quickReply == null ? new Choice(null, null, null, Map.of()) : quickReply;
      others = copy(others);
    }

    @Override
    public String contentType() {
      return "QuickReply";
    }
  }

  /** A card with its buttons. */
  @JsonDeserialize
  record Card(Face card, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others)
      implements Content {

    public Card {
      card = card == null ? new Face(null, null, null, null, null, Map.of()) : card;
      others = copy(others);
    }

    @Override
    public String contentType() {
      return "Card";
    }
  }

  /** Cards to leaf through. */
  @JsonDeserialize
  record Carousel(Faces carousel, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others)
      implements Content {

    public Carousel {
      carousel = carousel == null ? new Faces(List.of(), Map.of()) : carousel;
      others = copy(others);
    }

    @Override
    public String contentType() {
      return "Carousel";
    }
  }

  /** Times to choose from. */
  @JsonDeserialize
  record DatePicker(Times datePicker, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others)
      implements Content {

    public DatePicker {
      datePicker =
          datePicker == null ? new Times(null, null, null, null, null, Map.of()) : datePicker;
      others = copy(others);
    }

    @Override
    public String contentType() {
      return "DatePicker";
    }
  }

  /** A kind that is not modelled, kept whole. */
  @JsonDeserialize
  record Other(String contentType, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others)
      implements Content {

    public Other {
      others = copy(others);
    }
  }

  /**
   * Where a file is and what it is.
   *
   * @param mediaType Image, Video, Audio, File or Link
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Medium(
      @Nullable String id,
      @Nullable String mediaType,
      @Nullable String url,
      @Nullable String mime,
      @Nullable String filename,
      @Nullable Long contentSizeBytes,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public Medium {
      others = copy(others);
    }
  }

  /**
   * Our copy of a file.
   *
   * @param name where it is, below the user's folder of the media bucket; only when AVAILABLE
   * @param failure why there is none, for machines; only when FAILED
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Stored(State state, @Nullable String name, @Nullable String failure) {

    /** A copy is being made, is there, or will not be. */
    public enum State {
      PENDING,
      AVAILABLE,
      FAILED
    }

    public static Stored pending() {
      return new Stored(State.PENDING, null, null);
    }

    public static Stored available(String name) {
      return new Stored(State.AVAILABLE, name, null);
    }

    public static Stored failed(String code) {
      return new Stored(State.FAILED, null, code);
    }
  }

  /** What a quick reply shows and what it sends back. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Choice(
      @Nullable String text,
      @Nullable String payload,
      @Nullable String image,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public Choice {
      others = copy(others);
    }
  }

  /** What a card shows. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Face(
      @Nullable String title,
      @Nullable String description,
      @Nullable String image,
      @Nullable Action defaultAction,
      @Nullable List<Action> actions,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public Face {
      actions = actions == null ? null : List.copyOf(actions);
      others = copy(others);
    }
  }

  /** A card's button: Link opens {@code url}, Postback sends {@code text} and {@code payload}. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Action(
      @Nullable String type,
      @Nullable String text,
      @Nullable String payload,
      @Nullable String url,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public Action {
      others = copy(others);
    }
  }

  /** The cards of a carousel. */
  record Faces(List<Face> cards, @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public Faces {
      cards = cards == null ? List.of() : List.copyOf(cards);
      others = copy(others);
    }
  }

  /** What a date picker shows; bounds and times are ISO-8601. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Times(
      @Nullable String title,
      @Nullable String subtitle,
      @Nullable String dateMinimum,
      @Nullable String dateMaximum,
      @Nullable List<Time> availableTimes,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public Times {
      availableTimes = availableTimes == null ? null : List.copyOf(availableTimes);
      others = copy(others);
    }
  }

  /** A time that can be chosen; the duration is in seconds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Time(
      @Nullable String dateTime,
      @Nullable Long duration,
      @JsonAnySetter @JsonAnyGetter Map<String, JsonNode> others) {

    public Time {
      others = copy(others);
    }
  }

  /** The kind is not one of the others, though Jackson offers it among them. */
  private static Map<String, JsonNode> copy(@Nullable Map<String, JsonNode> others) {
    if (others == null) {
      return Map.of();
    }
    var copy = new LinkedHashMap<>(others);
    copy.remove("contentType");
    return Collections.unmodifiableMap(copy);
  }
}
