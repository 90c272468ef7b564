package tidings.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tidings.lambda.Problem;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Message;

/** Takes what a customer says. */
final class Messages {
  /**
   * Genesys states no limit for what comes in; this is what its agents may send (resource centre,
   * "Accept and respond to a message interaction").
   */
  static final int LONGEST_TEXT = 4000;

  private static final int LONGEST_NAME = 100;
  private static final Set<String> LATER = Set.of("attachment", "reply", "location", "fileString");

  private final TranscriptQueue queue;
  private final Clock clock;
  private final Supplier<Message.Id> ids;

  Messages(TranscriptQueue queue, Clock clock, Supplier<Message.Id> ids) {
    this.queue = queue;
    this.clock = clock;
    this.ids = ids;
  }

  /**
   * Returns the message's id once it is on the queue; the same id again changes nothing.
   *
   * @throws Problem 422 if the body is not valid, with every fault
   */
  Message.Id post(Chat chat, ObjectNode body) {
    Message message = message(body);
    queue.send(chat, new Command.Post(chat, message), "post", message.id().value());
    return message.id();
  }

  private Message message(ObjectNode body) {
    if (LATER.stream().anyMatch(field -> Fields.of(body).has(field))) {
      throw Problem.of(501, "Only text can be sent.");
    }
    Fields fields = Fields.of(body);
    Optional<Message.Id> id = fields.id("id").map(Message.Id::new);
    Optional<String> text = fields.text("text", LONGEST_TEXT);
    Message.Sender sender = sender(fields.within("from"));
    if (text.isEmpty()) {
      fields.fault("text", "must be there, and not blank");
    }
    fields.check();
    return new Message(
        id.orElseGet(ids),
        Message.Author.CUSTOMER,
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        Message.Text.of(text.orElseThrow()),
        sender,
        null);
  }

  /** Who it is says the token: an id in the body is not read. */
  private static Message.Sender sender(Fields from) {
    return new Message.Sender(
        from.text("nickname", LONGEST_NAME).orElse(null),
        from.text("firstName", LONGEST_NAME).orElse(null),
        from.text("lastName", LONGEST_NAME).orElse(null));
  }
}
