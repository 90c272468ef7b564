package tidings.projector;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import tidings.lambda.Later;
import tidings.message.Chat;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.projector.Chats.Mark;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;

/** A chat's log: appends are made for the head as it stands, and made anew when it has moved on. */
final class Log {
  private static final int TRIES = 5;

  private final Chats chats;
  private final Clock clock;

  Log(Chats chats, Clock clock) {
    this.chats = chats;
    this.clock = clock;
  }

  /**
   * A write that follows from how the feed stands: the next head, an entry or none, marks or none.
   */
  record Change(Head next, Optional<Entry> entry, List<Mark> marks) {}

  /**
   * Writes the change.
   *
   * @return what was written; empty if there was nothing to change, or one of the marks was there
   * @throws Later if other writers were faster each time
   */
  Optional<Change> write(Chat chat, Function<Standing, Optional<Change>> change) {
    for (int i = 0; i < TRIES; i++) {
      Optional<Change> next = change.apply(standing(chat));
      if (next.isEmpty()) {
        return next;
      }
      var append = new Chats.Append(next.get().entry(), next.get().marks());
      switch (chats.append(chat.userKey(), next.get().next(), append)) {
        case APPENDED -> {
          return next;
        }
        case DUPLICATE -> {
          return Optional.empty();
        }
        case OVERTAKEN -> LoggerFactory.getLogger(Log.class).info("overtaken chat={}", chat);
      }
    }
    throw new Later("another writer was faster", Duration.ofSeconds(1));
  }

  /** Appends what was said unless it is there; returns its entry either way. */
  Entry.Said say(Chat chat, String kind, String id, Function<Standing, Standing.Step> step) {
    return write(
            chat,
            standing -> {
              Standing.Step next = step.apply(standing);
              var mark = new Mark(kind, id, next.head().seq(), Optional.empty());
              return Optional.of(new Change(next.head(), Optional.of(next.said()), List.of(mark)));
            })
        .flatMap(Change::entry)
        .or(() -> number(chat, kind, id).flatMap(seq -> entry(chat, standing(chat), seq)))
        .map(Entry.Said.class::cast)
        .orElseThrow(() -> new IllegalStateException("a mark without its entry"));
  }

  /**
   * Brings a message into the state that the report leads to, if that is forward, and writes the
   * marks either way.
   */
  void advance(Chat chat, long seq, Function<Delivery, Delivery> report, Mark... marks) {
    write(
        chat,
        standing ->
            entry(chat, standing, seq)
                .filter(Entry.Said.class::isInstance)
                .map(Entry.Said.class::cast)
                .flatMap(row -> advanced(standing, row, report, List.of(marks))));
  }

  private Optional<Change> advanced(
      Standing standing, Entry.Said row, Function<Delivery, Delivery> report, List<Mark> marks) {
    Optional<Entry> entry =
        Optional.ofNullable(row.delivery())
            .flatMap(now -> now.advancedBy(report.apply(now)))
            .map(delivery -> standing.changed(row, delivery, clock.instant()));
    if (entry.isEmpty() && marks.isEmpty()) {
      return Optional.empty();
    }
    Head next =
        entry.isPresent() ? standing.next(clock.instant()) : standing.touched(clock.instant());
    return Optional.of(new Change(next, entry, marks));
  }

  /** Gives a message other content, unless there is nothing to change. */
  void fill(Chat chat, long seq, Function<Message, Optional<Message>> content) {
    write(
        chat,
        standing ->
            entry(chat, standing, seq)
                .filter(Entry.Said.class::isInstance)
                .map(Entry.Said.class::cast)
                .flatMap(
                    row ->
                        content
                            .apply(row.message())
                            .map(message -> standing.filled(row, message, clock.instant())))
                .map(
                    entry ->
                        new Change(standing.next(clock.instant()), Optional.of(entry), List.of())));
  }

  /** Marks something beside the entries; false if it was marked before. */
  boolean mark(Chat chat, Mark mark) {
    return write(
            chat,
            standing ->
                Optional.of(
                    new Change(standing.touched(clock.instant()), Optional.empty(), List.of(mark))))
        .isPresent();
  }

  Optional<Mark> marked(Chat chat, String kind, String id) {
    return chats.mark(chat.userKey(), Feed.chat(chat.integrationId()), kind, id);
  }

  /** The number of the entry that stands for this id. */
  Optional<Long> number(Chat chat, String kind, String id) {
    return marked(chat, kind, id).map(Mark::seq);
  }

  private Optional<Entry> entry(Chat chat, Standing standing, long seq) {
    return chats.entry(chat.userKey(), standing.head(), seq);
  }

  private Standing standing(Chat chat) {
    return Standing.of(
        chats.heads(chat.userKey()), Feed.chat(chat.integrationId()), clock.instant());
  }
}
