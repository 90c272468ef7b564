package tidings.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the dispatch queue carries: something that is to be done with Genesys. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "errand")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Errand.Forward.class, name = "forward"),
  @JsonSubTypes.Type(value = Errand.End.class, name = "end"),
  @JsonSubTypes.Type(value = Errand.Agentless.class, name = "agentless"),
  @JsonSubTypes.Type(value = Errand.Fetch.class, name = "fetch"),
  @JsonSubTypes.Type(value = Errand.Receipt.class, name = "receipt"),
  @JsonSubTypes.Type(value = Errand.Typing.class, name = "typing")
})
public sealed interface Errand {

  /** What is done or given up in the end, and noted for that; the rest is told or dropped. */
  sealed interface Owed extends Errand {}

  /** The conversation that it is about. */
  Chat chat();

  /** What it has in common with its repetitions, and with nothing else of its user. */
  default List<String> identity() {
    String integration = chat().integrationId();
    return switch (this) {
      case Forward(_, Message message, int attempt, _) ->
          List.of("forward", integration, message.id().value(), Integer.toString(attempt));
      case End(_, Message.Id id, _, _) -> List.of("end", integration, id.value());
      case Agentless(_, Message.Id id, _, _) -> List.of("agentless", integration, id.value());
      case Fetch(_, Message.Id id, int item, _) ->
          List.of("fetch", integration, id.value(), Integer.toString(item));
      case Receipt(_, Message.Id of, String status, _, _) ->
          List.of("receipt", integration, of.value(), status);
      case Typing(_, Instant at) -> List.of("typing", integration, at.toString());
    };
  }

  /** What a log line may hold of it, by the names of its parts. */
  default Map<String, Object> ids() {
    var ids = new HashMap<String, Object>(chat().ids());
    ids.put("errand", identity().getFirst());
    switch (this) {
      case Forward(_, Message message, int attempt, _) -> {
        ids.put("messageId", message.id().value());
        ids.put("attempt", attempt);
      }
      case Fetch(_, Message.Id id, int item, _) -> {
        ids.put("messageId", id.value());
        ids.put("item", item);
      }
      case Agentless agentless -> ids.put("messageId", agentless.id().value());
      case Receipt receipt -> ids.put("messageId", receipt.of().value());
      case End _, Typing _ -> {}
    }
    return ids;
  }

  /**
   * Forward this message of the customer; the attempt distinguishes a later resend.
   *
   * @param undelivered true where Genesys had taken the attempt before and then reported that it
   *     failed, so that having taken it counts for nothing
   */
  record Forward(Chat chat, Message message, int attempt, boolean undelivered) implements Owed {

    /** Where nothing is known of an attempt before. */
    public Forward(Chat chat, Message message, int attempt) {
      this(chat, message, attempt, false);
    }
  }

  /**
   * End the conversation: the one into which Genesys took the last message, else the one known.
   *
   * @param id of the customer's wish
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record End(Chat chat, Message.Id id, @Nullable Last last, @Nullable String conversationId)
      implements Owed {}

  /**
   * An attempt to forward the customer's last message.
   *
   * @param at the message's time; null from before it was told
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Last(Message.Id id, int attempt, @Nullable Instant at) {}

  /** Send a text without an agent; at most once, for Genesys does not recognise a repetition. */
  record Agentless(Chat chat, Message.Id id, String text, boolean intoActiveConversation)
      implements Owed {}

  /** Copy the file of this item of an agent's message into our bucket. */
  record Fetch(Chat chat, Message.Id id, int item, Content.Medium medium) implements Owed {

    public Fetch {
      requireItem(item);
    }

    static void requireItem(int item) {
      if (item < 0) {
        throw new IllegalArgumentException("items are counted from 0");
      }
    }
  }

  /**
   * What became of an agent's message; the status is Genesys' {@code Delivered} or {@code Failed}.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Receipt(Chat chat, Message.Id of, String status, @Nullable Reason reason, Instant at)
      implements Errand {
    private static final String DELIVERED = "Delivered";
    private static final String FAILED = "Failed";

    public Receipt {
      if (!status.equals(DELIVERED) && !status.equals(FAILED)) {
        throw new IllegalArgumentException("a receipt tells that a message is there or is not");
      }
    }

    /** The app has it. */
    public static Receipt delivered(Chat chat, Message.Id of, Instant at) {
      return new Receipt(chat, of, DELIVERED, null, at);
    }

    /** The app will not have it, or not whole. */
    public static Receipt failed(Chat chat, Message.Id of, Reason reason, Instant at) {
      return new Receipt(chat, of, FAILED, reason, at);
    }
  }

  /** Why something failed: a code of Genesys' (SDK, ConversationReason), and words for people. */
  record Reason(String code, String message) {}

  /** The customer is typing. */
  record Typing(Chat chat, Instant at) implements Errand {}
}
