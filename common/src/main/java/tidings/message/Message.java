package tidings.message;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One thing said in a conversation, by either side. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Message(
    Id id,
    Author author,
    Instant at,
    Body body,
    @Nullable Sender sender,
    @Nullable String conversationId) {

  /** The message as of another time: the projector's, which rises strictly. */
  public Message at(Instant time) {
    return new Message(id, author, time, body, sender, conversationId);
  }

  /** True for an offer that is neither shown nor counted any more. */
  public boolean isExpired(Instant now) {
    return body instanceof Offer offer && offer.isExpired(now);
  }

  /** The message with other content, where its kind has any. */
  public Message with(List<Content> content) {
    Body other =
        switch (body) {
          case Text(String text, _) -> new Text(text, content);
          case Structured(String text, _) -> new Structured(text, content);
          case Reply _, Location _, Offer _, Ended _ -> body;
        };
    return new Message(id, author, at, other, sender, conversationId);
  }

  /**
   * Minted once, by the client, at ingest or by Genesys, and kept through every retry: the
   * idempotency key.
   */
  public record Id(@JsonValue String value) {

    public Id {
      if (value.isBlank()) {
        throw new IllegalArgumentException("a message id is not blank");
      }
    }
  }

  /** Who said it, as people see it. */
  public enum Author {
    CUSTOMER,
    AGENT,
    BOT,
    SYSTEM;

    /** Genesys' view: what the customer says comes in, everything else goes out. */
    public boolean inbound() {
      return this == CUSTOMER;
    }
  }

  /** What a customer's id is, by Genesys' names. */
  public enum IdType {
    EMAIL,
    PHONE,
    OPAQUE;

    /** As Genesys spells it. */
    public String wireName() {
      return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
  }

  /**
   * How the customer is shown to the agent; every part may be absent.
   *
   * @param idType what the customer's id is, if the app says so
   * @param customAttributes what the app tells Genesys' flows beside, as participant data
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Sender(
      @Nullable String nickname,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable IdType idType,
      Map<String, String> customAttributes) {

    public Sender {
      customAttributes = copy(customAttributes);
    }

    /** Nothing beside the names. */
    public Sender(
        @Nullable String nickname, @Nullable String firstName, @Nullable String lastName) {
      this(nickname, firstName, lastName, null, Map.of());
    }

    private static Map<String, String> copy(@Nullable Map<String, String> attributes) {
      return attributes == null ? Map.of() : Map.copyOf(attributes);
    }
  }

  /** What was said. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Text.class, name = "Text"),
    @JsonSubTypes.Type(value = Structured.class, name = "Structured"),
    @JsonSubTypes.Type(value = Reply.class, name = "Reply"),
    @JsonSubTypes.Type(value = Location.class, name = "Location"),
    @JsonSubTypes.Type(value = Offer.class, name = "Offer"),
    @JsonSubTypes.Type(value = Ended.class, name = "Ended")
  })
  public sealed interface Body {

    /** Items beside the text; empty for the kinds that have none. */
    default List<Content> items() {
      return switch (this) {
        case Text(_, List<Content> content) -> content;
        case Structured(_, List<Content> content) -> content;
        case Reply _, Location _, Offer _, Ended _ -> List.of();
      };
    }
  }

  /** Text, attachments or both. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Text(@Nullable String text, List<Content> content) implements Body {

    public Text {
      content = copy(content);
    }

    /** Text and nothing else. */
    public static Text of(String text) {
      return new Text(text, List.of());
    }
  }

  /** Quick replies, cards and what else a bot offers, with a prompt or without. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Structured(@Nullable String text, List<Content> content) implements Body {

    public Structured {
      content = copy(content);
    }
  }

  /**
   * The customer's answer to a structured message.
   *
   * @param to id of the structured message
   * @param kind Genesys' {@code buttonResponse.type}: QuickReply, Button or DatePicker
   */
  public record Reply(Id to, String kind, String text, String payload) implements Body {}

  /** A place of the customer, in degrees, with the radius of its uncertainty. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Location(double latitude, double longitude, @Nullable Double accuracyMeters)
      implements Body {}

  /**
   * An offer beside the chat.
   *
   * @param kind text, or qrcode, whose content is what the code holds
   * @param from who makes the offer, by an id of the caller's
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Offer(String kind, String content, String from, @Nullable Instant expiresAt)
      implements Body {

    /** True from the time on at which it is neither shown nor counted any more. */
    public boolean isExpired(Instant now) {
      return expiresAt != null && !expiresAt.isAfter(now);
    }
  }

  /** The conversation ended; {@code by} is agent, customer, flow or system. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Ended(String by) implements Body {}

  private static List<Content> copy(@Nullable List<Content> content) {
    return content == null ? List.of() : List.copyOf(content);
  }
}
