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
  @JsonSubTypes.Type(value = Command.Resend.class, name = "resend"),
  @JsonSubTypes.Type(value = Command.ReadUpTo.class, name = "readUpTo"),
  @JsonSubTypes.Type(value = Command.FetchedUpTo.class, name = "fetchedUpTo"),
  @JsonSubTypes.Type(value = Command.Offer.class, name = "offer"),
  @JsonSubTypes.Type(value = Command.Acknowledge.class, name = "acknowledge"),
  @JsonSubTypes.Type(value = Command.Typing.class, name = "typing"),
  @JsonSubTypes.Type(value = Command.End.class, name = "end"),
  @JsonSubTypes.Type(value = Command.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = Command.Agentless.class, name = "agentless"),
  @JsonSubTypes.Type(value = Command.Import.class, name = "import"),
  @JsonSubTypes.Type(value = Command.Erase.class, name = "erase"),
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
  record Copied(Chat chat, Message.Id id, int item, Content.Stored stored) implements Command {

    public Copied {
      Errand.Fetch.requireItem(item);
    }
  }

  /**
   * Send a failed message again.
   *
   * @param attempt the one to open
   * @param undelivered true where Genesys had taken the attempt before and then reported that it
   *     failed
   */
  record Resend(Chat chat, Message.Id id, int attempt, boolean undelivered) implements Command {}

  /**
   * The customer has read so many of the agents' messages of this epoch.
   *
   * @param device the customer's device on which it was, if the app named it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ReadUpTo(Chat chat, String epoch, long said, @Nullable String device) implements Command {}

  /** The app has fetched the entries of this epoch up to this number. */
  record FetchedUpTo(Chat chat, String epoch, long seq) implements Command {}

  /** Offer this to the user; the message's body is a {@link Message.Offer}. */
  record Offer(Chat chat, Message message) implements Command {}

  /**
   * The user has acknowledged an offer.
   *
   * @param device the user's device on which it was, if the app named it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Acknowledge(Chat chat, Message.Id id, @Nullable String device) implements Command {}

  /** The customer is typing. */
  record Typing(Chat chat, Instant at) implements Command {}

  /** The customer ends the conversation; the id is the wish's own. */
  record End(Chat chat, Message.Id id, Instant at) implements Command {}

  /** Genesys' side ended the conversation; {@code by} is agent, flow or system. */
  record Ended(String conversationId, String by, Instant at) implements Command {}

  /** Send the user a text without an agent. */
  record Agentless(Chat chat, Message.Id id, String text, boolean intoActiveConversation)
      implements Command {}

  /**
   * Another system kept this of the user's: a message of either side, or an offer. Nobody is told,
   * and nothing is sent; its time is when it was said there.
   *
   * @param acknowledgedAt null but for an offer that was acknowledged there
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Import(Chat chat, Message message, @Nullable Instant acknowledgedAt) implements Command {}

  /** Erase all of the user's that was accepted until then, or until the queue got this. */
  record Erase(UserKey user, Instant at) implements Command {}

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
