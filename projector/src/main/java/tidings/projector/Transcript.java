package tidings.projector;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tidings.message.Chat;
import tidings.message.UserKey;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;

/**
 * Reads a feed's log for the app: what is new since a cursor, the newest, or what came before. A
 * page shows the feed as its head tells it: what is written while it is read comes with the next.
 */
final class Transcript {
  /**
   * An entry that is missing before one of this age has expired; before a younger one it is being
   * written.
   */
  private static final Duration SETTLED = Duration.ofSeconds(30);

  private final Chats chats;
  private final Clock clock;
  private final Function<String, Feed> feed;

  /**
   * @param feed the feed that goes by an integration's id
   */
  Transcript(Chats chats, Clock clock, Function<String, Feed> feed) {
    this.chats = chats;
    this.clock = clock;
    this.feed = feed;
  }

  /**
   * A part of the log, with how the feed stands.
   *
   * @param entries in ascending order; messages with their state as of now, and, after a cursor,
   *     what changed
   * @param cursor where the next poll goes on; null for history, which polls do not follow
   * @param before where history goes on; null at its start
   * @param reset the client's cursor is void: this is a new start
   */
  record Page(
      List<? extends Entry> entries,
      @Nullable Cursor cursor,
      @Nullable Cursor before,
      boolean reset,
      Standing standing) {

    List<Entry.Said> said() {
      return only(Entry.Said.class);
    }

    /** The states and contents that came after the cursor. */
    List<Entry> updates() {
      return entries.stream()
          .<Entry>map(entry -> entry)
          .filter(entry -> entry instanceof Entry.Changed || entry instanceof Entry.Filled)
          .toList();
    }

    <E extends Entry> List<E> only(Class<E> kind) {
      return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
  }

  /** What came after the cursor, oldest first; from a void cursor, the newest. */
  Page after(Chat chat, Cursor cursor, int limit) {
    Standing standing = standing(chat);
    Head head = standing.head();
    if (!cursor.equals(Cursor.BEFORE_ALL)
        && (!cursor.epoch().equals(head.epoch()) || cursor.seq() > head.seq())) {
      return newest(chat.userKey(), standing, limit, true);
    }
    List<Entry> entries =
        cursor.seq() == head.seq()
            ? List.of()
            : upToGap(chats.after(chat.userKey(), head, cursor.seq(), limit), cursor.seq());
    long last = entries.isEmpty() ? passed(head, cursor.seq()) : entries.getLast().seq();
    Cursor next = head.seq() == 0 ? Cursor.BEFORE_ALL : new Cursor(head.epoch(), last);
    return new Page(entries, next, null, false, standing);
  }

  /** The newest messages. */
  Page newest(Chat chat, int limit) {
    return newest(chat.userKey(), standing(chat), limit, false);
  }

  /** The messages before a place, nearest first in reading and ascending in the answer. */
  Page before(Chat chat, Cursor place, int limit) {
    Standing standing = standing(chat);
    if (!place.epoch().equals(standing.head().epoch())) {
      return newest(chat.userKey(), standing, limit, true);
    }
    return descending(chat.userKey(), standing, place.seq(), limit, false);
  }

  private Page newest(UserKey user, Standing standing, int limit, boolean reset) {
    return descending(user, standing, standing.head().seq() + 1, limit, reset);
  }

  private Page descending(UserKey user, Standing standing, long from, int limit, boolean reset) {
    Head head = standing.head();
    var gathered = new Gathered(limit, standing.now(), from);
    List<Entry> entries;
    do {
      entries = chats.before(user, head, gathered.place(), limit);
    } while (gathered.takes(entries));
    long newest = gathered.newest() == 0 ? passed(head, 0) : gathered.newest();
    Cursor cursor = head.seq() == 0 ? Cursor.BEFORE_ALL : new Cursor(head.epoch(), newest);
    return new Page(
        gathered.said(),
        from > head.seq() ? cursor : null,
        gathered.place() > 1 ? new Cursor(head.epoch(), gathered.place()) : null,
        reset,
        standing);
  }

  /** Where to go on after nothing was found from there: all has expired, or is being written. */
  private long passed(Head head, long from) {
    return head.changedAt().isAfter(settled()) ? from : head.seq();
  }

  private Instant settled() {
    return clock.instant().minus(SETTLED);
  }

  private List<Entry> upToGap(List<Entry> entries, long after) {
    Instant settled = settled();
    var dense = new ArrayList<Entry>();
    long last = after;
    for (Entry entry : entries) {
      if (entry.seq() != last + 1 && entry.storedAt().isAfter(settled)) {
        break;
      }
      dense.add(entry);
      last = entry.seq();
    }
    return dense;
  }

  /** How the feed stands now. */
  Standing standing(Chat chat) {
    Instant now = clock.instant();
    return Standing.of(chats.heads(chat.userKey()), feed.apply(chat.integrationId()), now);
  }

  /** How many messages agents had said up to this number, also where that entry has expired. */
  long saidUpTo(Chat chat, Head head, long seq) {
    if (seq == head.seq()) {
      return head.marks().said();
    }
    return chats.before(chat.userKey(), head, seq + 1, 1).stream()
        .mapToLong(Entry::said)
        .findFirst()
        .orElse(0);
  }

  /** What was said under this id. */
  Optional<Entry.Said> find(Chat chat, Head head, String kind, String id) {
    return chats
        .mark(chat.userKey(), head.feed(), kind, id)
        .flatMap(mark -> entry(chat, head, mark.seq()));
  }

  /** What was said under this number. */
  Optional<Entry.Said> entry(Chat chat, Head head, long seq) {
    return chats
        .entry(chat.userKey(), head, seq)
        .filter(Entry.Said.class::isInstance)
        .map(Entry.Said.class::cast);
  }
}
