package tidings.projector;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tidings.lambda.Later;
import tidings.lambda.Line;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.table.Entry;
import tidings.table.Marks;

/** The end of a conversation, by the customer or by Genesys' side; each end is one row. */
record Endings(Log log, Outbox outbox) {
  /** In this time the report that names the conversation has come, if any will. */
  private static final Duration UNTIL_KNOWN = Duration.ofMinutes(1);

  /** The customer ends the conversation; without one, or after its end, there is nothing to do. */
  void end(Command.End end) {
    Chat chat = end.chat();
    log.say(chat, "ended", end.id().value(), end.at(), standing -> byCustomer(end, standing))
        .ifPresent(row -> tellGenesys(end, row));
  }

  private Optional<Standing.Step> byCustomer(Command.End end, Standing standing) {
    Marks.Talk talk = standing.head().marks().talk();
    boolean open =
        talk.id() != null
            || said(log.before(end.chat(), standing, standing.head().seq() + 1))
                .anyMatch(said -> said.seq() > talk.ended());
    return open
        ? Optional.of(standing.ended(row(standing, "customer", talk.id()), end.at(), true))
        : Optional.empty();
  }

  /**
   * A last message that is on its way, or whose conversation was not known, is named, for the
   * dispatcher will know.
   */
  private void tellGenesys(Command.End end, Entry.Said row) {
    Chat chat = end.chat();
    String conversationId = row.message().conversationId();
    Errand.Last last =
        said(log.before(chat, log.standing(chat), row.seq()))
            .findFirst()
            .filter(said -> conversationId == null || isOnItsWay(said))
            .map(Endings::last)
            .orElse(null);
    outbox.dispatch(new Errand.End(chat, end.id(), last, conversationId));
    Line.info("ended")
        .with(chat.ids())
        .with("by", "customer")
        .with("genesysConversationId", conversationId)
        .write();
  }

  /**
   * Genesys' side ended it. Where another conversation has begun, or the end is known, there is
   * nothing to say.
   *
   * @throws Later if the conversation is not known yet
   */
  void ended(Command.Ended ended) {
    String id = ended.conversationId();
    Optional<Chat> chat = log.chatOf(id);
    if (chat.isEmpty() && ended.at().plus(UNTIL_KNOWN).isAfter(log.now())) {
      throw new Later("conversation not known yet", Duration.ofSeconds(5));
    }
    boolean said =
        chat.isPresent()
            && log.write(chat.get(), standing -> byGenesys(standing, ended)).isPresent();
    Line.info(said ? "ended" : "end ignored")
        .with("genesysConversationId", id)
        .with("by", ended.by())
        .write();
  }

  private static Optional<Change> byGenesys(Standing standing, Command.Ended ended) {
    String id = ended.conversationId();
    if (!id.equals(standing.head().marks().talk().id())) {
      return Optional.empty();
    }
    Standing.Step step = standing.ended(row(standing, ended.by(), id), ended.at(), false);
    return Optional.of(Change.of(step.head(), step.said()));
  }

  private static Message row(Standing standing, String by, @Nullable String conversationId) {
    return new Message(
        new Message.Id("ended-" + (standing.head().seq() + 1)),
        Message.Author.SYSTEM,
        standing.now(),
        new Message.Ended(by),
        null,
        conversationId);
  }

  private static Stream<Entry.Said> said(List<Entry> entries) {
    return entries.stream()
        .filter(Entry.Said.class::isInstance)
        .map(Entry.Said.class::cast)
        .filter(said -> said.message().author().inbound());
  }

  private static boolean isOnItsWay(Entry.Said said) {
    Delivery delivery = said.delivery();
    return delivery != null && delivery.status() == Delivery.Status.ACCEPTED;
  }

  private static Errand.Last last(Entry.Said said) {
    Delivery delivery = said.delivery();
    Message message = said.message();
    return new Errand.Last(message.id(), delivery == null ? 1 : delivery.attempt(), message.at());
  }
}
