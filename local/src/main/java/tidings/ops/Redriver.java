package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.lambda.FifoQueue;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;

/**
 * Sends again what was parked. A customer's message goes by the same {@code resend} as the
 * customer's own retry, so that both together send it once; the copy of an agent's file and what
 * could not be read go back to their queue; what Genesys would not recognise goes as a new wish.
 */
record Redriver(Rows rows, FifoQueue transcript, FifoQueue dispatch, Clock clock) {

  /** With a second to spare (SQS developer guide, "Exactly-once processing"). */
  private static final Duration DEDUPLICATED = Duration.ofSeconds(301);

  /** What became of a parked message. */
  sealed interface Outcome {

    /** Said to the operator. */
    String words();

    /** It is on its way again and can leave the parking queue. */
    record Redriven(String words) implements Outcome {}

    /** There is nothing left to do for it; it can be cleared away. */
    record Settled(String words) implements Outcome {}

    /** It is not sent again as things stand. */
    record Refused(String words) implements Outcome {}
  }

  /**
   * Returns when SQS has what is to be done again, or it is clear why it is not.
   *
   * @param deliberate true where this message is meant and no other: then also what may be done
   *     twice by it
   */
  Outcome redrive(ParkedMessage message, boolean deliberate) {
    Optional<Errand> errand = errand(message);
    if (errand.isEmpty()) {
      return back(message);
    }
    return switch (errand.get()) {
      case Errand.Forward forward -> resend(forward);
      case Errand.Fetch fetch -> fetchAgain(message, fetch);
      case Errand.End end -> deliberate ? endAgain(message, end) : onlyById("ends a conversation");
      case Errand.Agentless agentless ->
          deliberate || !message.parked().code().equals("in-doubt")
              ? sayAgain(message, agentless)
              : onlyById("Genesys may have sent it already");
      case Errand.Receipt _, Errand.Typing _ -> new Outcome.Settled("of no use any more");
    };
  }

  private static Optional<Errand> errand(ParkedMessage message) {
    if (!message.parked().queue().equals("dispatch")) {
      return Optional.empty();
    }
    try {
      return Optional.of(MessageJson.read(message.parked().body(), Errand.class));
    } catch (MessageJson.Unreadable _) {
      return Optional.empty();
    }
  }

  private static Outcome onlyById(String why) {
    return new Outcome.Refused(why + ": name it by its id if you mean it");
  }

  private Outcome resend(Errand.Forward forward) {
    Delivery now =
        rows.ofCustomer(forward.chat(), forward.message().id())
            .map(Entry.Said::delivery)
            .orElse(null);
    if (now == null) {
      return new Outcome.Settled("no longer in the transcript");
    }
    return switch (now.status()) {
      case SENT, PUBLISHED -> new Outcome.Settled("Genesys has it: " + lower(now.status()));
      case ACCEPTED ->
          now.attempt() > forward.attempt()
              ? new Outcome.Settled("being sent again as attempt " + now.attempt())
              : new Outcome.Refused("its failure is not in the transcript yet: try again shortly");
      case FAILED ->
          now.attempt() > forward.attempt()
              ? new Outcome.Settled("attempt " + now.attempt() + " failed since: redrive that one")
              : resend(forward, now.failure());
    };
  }

  private Outcome resend(Errand.Forward forward, Delivery.@Nullable Failure failure) {
    int next = forward.attempt() + 1;
    var chat = forward.chat();
    var id = forward.message().id();
    boolean undelivered = failure != null && failure.afterSending();
    transcript.send(
        chat.userKey().value(),
        List.of(chat.integrationId(), "resend", id.value(), Integer.toString(next)),
        MessageJson.write(new Command.Resend(chat, id, next, undelivered)));
    return new Outcome.Redriven("sent again as attempt " + next);
  }

  private static String lower(Delivery.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  private Outcome fetchAgain(ParkedMessage message, Errand.Fetch fetch) {
    Optional<List<Content>> items =
        rows.ofAgent(fetch.chat(), fetch.id()).map(said -> said.message().body().items());
    if (items.isEmpty() || items.get().size() <= fetch.item()) {
      return new Outcome.Settled("no longer in the transcript");
    }
    if (items.get().get(fetch.item()) instanceof Content.Attachment(_, Content.Stored stored, _)
        && stored != null
        && stored.state() == Content.Stored.State.AVAILABLE) {
      return new Outcome.Settled("the file has been copied");
    }
    dispatch.send(message.origin(), identity(message), message.parked().body());
    return new Outcome.Redriven("the file is fetched again");
  }

  /** As a new wish: the old one has ended in the dispatcher's ledger. */
  private Outcome endAgain(ParkedMessage message, Errand.End end) {
    var id = again(end.id(), message);
    var wish = new Errand.End(end.chat(), id, end.last(), end.conversationId());
    dispatch.send(message.origin(), identity(message), MessageJson.write(wish));
    return new Outcome.Redriven("the conversation is ended again");
  }

  /** As a new wish: the old one has ended in the dispatcher's ledger. */
  private Outcome sayAgain(ParkedMessage message, Errand.Agentless agentless) {
    var wish =
        new Errand.Agentless(
            agentless.chat(),
            again(agentless.id(), message),
            agentless.text(),
            agentless.intoActiveConversation());
    dispatch.send(message.origin(), identity(message), MessageJson.write(wish));
    return new Outcome.Redriven("sent again");
  }

  /** The same each time for what is parked once: what is not removed and sent again is one wish. */
  private static Message.Id again(Message.Id id, ParkedMessage message) {
    return new Message.Id(id.value() + "." + message.id());
  }

  /**
   * To the queue whose message it was, for a newer version may understand it. If not, it is parked
   * again, which SQS would take for a repetition within five minutes, and drop.
   */
  private Outcome back(ParkedMessage message) {
    if (message.since().plus(DEDUPLICATED).isAfter(clock.instant())) {
      return new Outcome.Refused("parked less than five minutes ago: try again later");
    }
    String body = message.parked().body();
    return switch (message.parked().queue()) {
      case "transcript" -> {
        transcript.send(group(message), identity(message), body);
        yield new Outcome.Redriven("back in the transcript queue");
      }
      case "dispatch" -> {
        dispatch.send(message.origin(), identity(message), body);
        yield new Outcome.Redriven("back in the dispatch queue");
      }
      default -> new Outcome.Refused("it does not say where it came from");
    };
  }

  private static String group(ParkedMessage message) {
    JsonNode userKey = message.body().at("/chat/userKey");
    return userKey.isTextual() ? userKey.textValue() : message.origin();
  }

  private static List<String> identity(ParkedMessage message) {
    return List.of("redrive", message.id());
  }
}
