package tidings.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import tidings.lambda.Line;
import tidings.lambda.Problem;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Message;

/** Takes what service callers send to users. */
record Announcements(TranscriptQueue queue, Clock clock, Supplier<Message.Id> ids) {
  private static final int LONGEST_OFFER = 4000;
  private static final int LONGEST_FROM = 100;

  /** Genesys' limit for what is sent without an agent (SDK, {@code textBody}). */
  private static final int LONGEST_AGENTLESS = 2000;

  /**
   * Returns the offer's id once it is on the queue; the same id again changes nothing.
   *
   * @throws Problem 422 if the body is not valid, with every fault
   */
  Message.Id offer(Chat chat, ObjectNode body) {
    Fields fields = Fields.of(body);
    var id = fields.id("id").map(Message.Id::new);
    var offer =
        new Message.Offer(
            fields.oneOf("type", "text", "qrcode"),
            fields.present("content", LONGEST_OFFER),
            fields.present("fromId", LONGEST_FROM),
            fields.time("expiresAt").orElse(null));
    fields.check();
    var message =
        new Message(
            id.orElseGet(ids),
            Message.Author.SYSTEM,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            offer,
            null,
            null);
    queue.send(chat, new Command.Offer(chat, message), "offer", message.id().value());
    Line.info("taken").with(chat.ids()).with("messageId", message.id().value()).write();
    return message.id();
  }

  /**
   * Returns the id of a text to be sent without an agent; the same id again sends nothing.
   *
   * @throws Problem 422 if the body is not valid, with every fault
   */
  Message.Id agentless(Chat chat, ObjectNode body) {
    Fields fields = Fields.of(body);
    var given = fields.id("id").map(Message.Id::new);
    String text = fields.present("text", LONGEST_AGENTLESS);
    boolean into = fields.flag("useExistingActiveConversation");
    fields.check();
    Message.Id id = given.orElseGet(ids);
    queue.send(chat, new Command.Agentless(chat, id, text, into), "agentless", id.value());
    Line.info("taken").with(chat.ids()).with("messageId", id.value()).write();
    return id;
  }
}
