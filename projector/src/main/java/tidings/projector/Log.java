package tidings.projector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tidings.lambda.Later;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.Chat;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;
import tidings.table.Marks;

/** A feed's log: appends are made for the head as it stands, and made anew when it has moved on. */
final class Log {
  private static final int TRIES = 5;
  private static final int LOOK_BACK = 100;

  private final Chats chats;
  private final Clock clock;
  private final Function<String, Feed> feed;

  /**
   * @param feed the feed that goes by an integration's id
   */
  Log(Chats chats, Clock clock, Function<String, Feed> feed) {
    this.chats = chats;
    this.clock = clock;
    this.feed = feed;
  }

  /**
   * Writes the change.
   *
   * @return what was written; empty if there was nothing to change, or one of the marks was there
   * @throws Later if other writers were faster each time
   */
  Optional<Change> write(Chat chat, Function<Standing, Optional<Change>> change) {
    for (int i = 0; i < TRIES; i++) {
      Standing standing = standing(chat);
      Optional<Change> next = change.apply(standing);
      if (next.isEmpty()) {
        return next;
      }
      rememberConversation(chat, standing.head(), next.get().next());
      switch (chats.append(chat.userKey(), next.get())) {
        case APPENDED -> {
          return next;
        }
        case DUPLICATE -> {
          return Optional.empty();
        }
        case OVERTAKEN -> Line.info("overtaken").with(chat.ids()).write();
      }
    }
    throw new Later("another writer was faster", Duration.ofSeconds(1));
  }

  /** Before the head names it, so that no conversation of a head is unknown. */
  private void rememberConversation(Chat chat, Head head, Head next) {
    String id = next.marks().talk().id();
    if (id != null && !id.equals(head.marks().talk().id())) {
      chats.remember(chat, next, id);
    }
  }

  /**
   * Appends what was said unless it is there; returns its entry either way. Empty if there was
   * nothing to say, or all that was accepted at that time has been erased.
   */
  Optional<Entry.Said> say(
      Chat chat,
      String kind,
      String id,
      Instant acceptedAt,
      Function<Standing, Optional<Standing.Step>> step) {
    Optional<Entry.Said> appended = append(chat, kind, id, acceptedAt, step);
    Optional<Entry.Said> said = appended.or(() -> said(chat, kind, id));
    Line line = appended.isPresent() ? appended(kind, acceptedAt) : passed(said.isPresent());
    said.ifPresent(row -> line.with("seq", row.seq()));
    line.with(chat.ids()).with("kind", kind).with("messageId", id).write();
    return said;
  }

  /**
   * Appends what was said elsewhere unless it is there, or what was said at that time has been
   * erased.
   */
  void keep(
      Chat chat, String kind, String id, Instant saidAt, Function<Standing, Standing.Step> step) {
    Optional<Entry.Said> kept =
        append(chat, kind, id, saidAt, standing -> Optional.of(step.apply(standing)));
    Line.info(kept.isPresent() ? "imported" : "not imported: there already, or erased")
        .with(chat.ids())
        .with("kind", kind)
        .with("messageId", id)
        .write();
  }

  private Optional<Entry.Said> append(
      Chat chat,
      String kind,
      String id,
      Instant acceptedAt,
      Function<Standing, Optional<Standing.Step>> step) {
    return write(
            chat,
            standing ->
                Optional.of(standing)
                    .filter(it -> it.admits(acceptedAt))
                    .flatMap(step)
                    .map(next -> change(kind, id, next)))
        .flatMap(Change::entry)
        .map(Entry.Said.class::cast);
  }

  private Line appended(String kind, Instant acceptedAt) {
    Line line = Line.info("appended");
    return switch (kind) {
      case "customer" -> line.count(Metric.MESSAGES_FROM_CUSTOMERS);
      case "agent" ->
          line.count(Metric.MESSAGES_FROM_AGENTS)
              .measure(Metric.WEBHOOK_TO_ROW, Duration.between(acceptedAt, clock.instant()));
      case "offer" -> line.count(Metric.OFFERS);
      default -> line;
    };
  }

  private static Line passed(boolean isThere) {
    return isThere
        ? Line.info("appended before").count(Metric.DUPLICATES)
        : Line.info("not appended: erased, or nothing to say");
  }

  private static Change change(String kind, String id, Standing.Step next) {
    var mark = new Mark(kind, id, next.head().seq(), Optional.empty());
    return new Change(next.head(), Optional.of(next.said()), List.of(mark));
  }

  /** What was said under this id. */
  Optional<Entry.Said> said(Chat chat, String kind, String id) {
    return number(chat, kind, id).flatMap(seq -> row(chat, standing(chat), seq));
  }

  /** Entries before a number, newest first. */
  List<Entry> before(Chat chat, Standing standing, long seq) {
    return chats.before(chat.userKey(), standing.head(), seq, LOOK_BACK);
  }

  /** Entries after a number, oldest first. */
  List<Entry> after(Chat chat, Standing standing, long seq) {
    return chats.after(chat.userKey(), standing.head(), seq, LOOK_BACK);
  }

  /**
   * Brings a message into the state that the report leads to, if that is forward, and writes the
   * marks and what the report tells of the feed either way.
   */
  void advance(
      Chat chat,
      long seq,
      Function<Delivery, Delivery> report,
      UnaryOperator<Marks> told,
      Mark... marks) {
    write(
        chat,
        standing ->
            row(chat, standing, seq)
                .flatMap(row -> advanced(standing, row, report, told, List.of(marks))));
  }

  /** Brings a message into the state that the report leads to, if that is forward. */
  void advance(Chat chat, long seq, Function<Delivery, Delivery> report) {
    advance(chat, seq, report, UnaryOperator.identity());
  }

  private static Optional<Change> advanced(
      Standing standing,
      Entry.Said row,
      Function<Delivery, Delivery> report,
      UnaryOperator<Marks> told,
      List<Mark> marks) {
    Optional<Entry> entry =
        Optional.ofNullable(row.delivery())
            .flatMap(now -> now.advancedBy(report.apply(now)))
            .map(delivery -> standing.changed(row, delivery));
    Marks before = standing.head().marks();
    Marks after = told.apply(before);
    if (entry.isEmpty() && marks.isEmpty() && after.equals(before)) {
      return Optional.empty();
    }
    Head next = entry.isPresent() ? standing.next(after) : standing.touched(after);
    return Optional.of(new Change(next, entry, marks));
  }

  /** Gives a message other content, unless there is nothing to change. */
  void fill(Chat chat, long seq, Function<Message, Optional<Message>> content) {
    write(
        chat,
        standing ->
            row(chat, standing, seq)
                .flatMap(
                    row ->
                        content.apply(row.message()).map(message -> standing.filled(row, message)))
                .map(entry -> Change.of(standing.next(standing.head().marks()), entry)));
  }

  /** Changes what is marked of this epoch, if that is a change. */
  void mark(Chat chat, String epoch, UnaryOperator<Marks> change) {
    write(chat, standing -> marked(standing, epoch, change).map(Change::of));
  }

  /** Changes what is marked as read, on this device if it is known: the badge is lower then. */
  void see(Chat chat, String epoch, UnaryOperator<Marks> change, @Nullable String device) {
    write(
        chat,
        standing ->
            marked(standing, epoch, change)
                .map(
                    next ->
                        new Change(
                            next, Optional.empty(), List.of(), standing.seen(next, device))));
  }

  private static Optional<Head> marked(
      Standing standing, String epoch, UnaryOperator<Marks> change) {
    Marks before = standing.head().marks();
    Marks after = change.apply(before);
    return after.equals(before) || !epoch.equals(standing.head().epoch())
        ? Optional.empty()
        : Optional.of(standing.touched(after));
  }

  /** Marks something beside the entries; false if it was marked before, or erased since. */
  boolean mark(Chat chat, Mark mark, Instant acceptedAt) {
    return write(
            chat,
            standing -> {
              Head next = standing.touched(standing.head().marks());
              return standing.admits(acceptedAt)
                  ? Optional.of(new Change(next, Optional.empty(), List.of(mark)))
                  : Optional.empty();
            })
        .isPresent();
  }

  Optional<Mark> marked(Chat chat, String kind, String id) {
    return chats.mark(chat.userKey(), feed.apply(chat.integrationId()), kind, id);
  }

  /** The number of the entry that stands for this id. */
  Optional<Long> number(Chat chat, String kind, String id) {
    return marked(chat, kind, id).map(Mark::seq);
  }

  /** Whose conversation of Genesys' this is, as far as it is known. */
  Optional<Chat> chatOf(String conversationId) {
    return chats.chatOf(conversationId);
  }

  Instant now() {
    return clock.instant();
  }

  /** What was said by the entry with this number; empty if it tells something else. */
  Optional<Entry.Said> row(Chat chat, Standing standing, long seq) {
    return chats
        .entry(chat.userKey(), standing.head(), seq)
        .filter(Entry.Said.class::isInstance)
        .map(Entry.Said.class::cast);
  }

  /** As of a time before it is read, so that an erasure meanwhile counts as one that came after. */
  Standing standing(Chat chat) {
    Instant now = clock.instant();
    return Standing.of(chats.heads(chat.userKey()), feed.apply(chat.integrationId()), now);
  }
}
