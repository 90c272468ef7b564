package tidings.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the transcript queue carries: everything that changes a conversation enters by one of these.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Command.Webhook.class, name = "webhook"),
  @JsonSubTypes.Type(value = Command.Post.class, name = "post"),
  @JsonSubTypes.Type(value = Command.Report.class, name = "report"),
  @JsonSubTypes.Type(value = Command.Copied.class, name = "copied"),
  @JsonSubTypes.Type(value = Command.Unroutable.class, name = "unroutable")
})
public sealed interface Command {

  /** Genesys said something; the body is its JSON as it came. */
  record Webhook(Chat chat, Instant acceptedAt, RawJson body) implements Command {}

  /** The customer said something; the message's time is when it was accepted. */
  record Post(Chat chat, Message message) implements Command {}

  /** The dispatcher says what became of a message that it was to forward. */
  record Report(Chat chat, Message.Id id, int attempt, Outcome outcome) implements Command {}

  /** The dispatcher says what became of our copy of this item of an agent's message. */
  record Copied(Chat chat, Message.Id id, int item, Content.Stored stored) implements Command {}

  /** A signed webhook that names no customer or integration: kept by parking it. */
  record Unroutable(Instant acceptedAt, String reason, String body) implements Command {}

  /** How an attempt to forward a message ended. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Sent.class, name = "sent"),
    @JsonSubTypes.Type(value = NotSent.class, name = "notSent")
  })
  sealed interface Outcome {}

  /**
   * Genesys took it.
   *
   * @param genesysId the id by which receipts will name it; absent only if Genesys gave none
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sent(@Nullable String genesysId, @Nullable String conversationId) implements Outcome {}

  /** It was given up, and parked. */
  record NotSent(Delivery.Failure failure) implements Outcome {}
}
