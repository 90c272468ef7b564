package tidings.projector;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;

/**
 * Messages gathered going back until there are enough; offers that have expired are none. A state
 * on the way is shown on its message even if the message's row does not show it yet: the two are
 * written together, but seen one by one.
 */
final class Gathered {
  /**
   * An answer has 6 MB at most (Lambda developer guide, "Lambda quotas"), in which a text may stand
   * twice: by itself and as what it shows. What comes after a cursor is one page of a query's,
   * which DynamoDB ends at 1 MB.
   */
  private static final int MOST_BYTES = 3_000_000;

  /** The names and ids that the answer puts around a message. */
  private static final int BYTES_AROUND = 500;

  /** A presigned address with a session's token. */
  private static final int BYTES_OF_LINK = 2_000;

  private final TreeMap<Long, Entry.Said> said = new TreeMap<>();
  private final HashMap<Long, Delivery> states = new HashMap<>();
  private final HashMap<Long, Message> contents = new HashMap<>();
  private final int limit;
  private final Instant now;
  private int bytes;
  private long newest;
  private long place;

  Gathered(int limit, Instant now, long from) {
    this.limit = limit;
    this.now = now;
    this.place = from;
  }

  /** Returns true if more entries are wanted, false if there are enough messages or no entries. */
  boolean takes(List<Entry> entries) {
    for (Entry entry : entries) {
      newest = Math.max(newest, entry.seq());
      if (said.size() == limit || !takes(entry)) {
        return false;
      }
      place = entry.seq();
    }
    place = entries.isEmpty() ? 1 : place;
    return place > 1 && said.size() < limit;
  }

  /** Returns false if the answer has no room for this one. */
  private boolean takes(Entry entry) {
    switch (entry) {
      case Entry.Said one when one.message().isExpired(now) -> {}
      case Entry.Said one -> {
        Entry.Said current = current(one);
        bytes += bytes(current.message());
        if (bytes > MOST_BYTES && !said.isEmpty()) {
          return false;
        }
        said.put(one.seq(), current);
      }
      case Entry.Filled filled -> contents.putIfAbsent(filled.of(), filled.message());
      case Entry.Changed change -> states.putIfAbsent(change.of(), change.delivery());
      case Entry.Acknowledged _ -> {}
    }
    return true;
  }

  /** In ascending order. */
  List<Entry.Said> said() {
    return List.copyOf(said.values());
  }

  /** Number of the newest entry that was seen, 0 if there was none. */
  long newest() {
    return newest;
  }

  /** Before this number there may be more; 1 at the start of the log. */
  long place() {
    return place;
  }

  /** Written twice: Lambda carries the answer as a text within JSON of its own. */
  private static int bytes(Message message) {
    String written = MessageJson.write(MessageJson.write(message));
    return written.getBytes(StandardCharsets.UTF_8).length
        + BYTES_AROUND
        + message.body().items().size() * BYTES_OF_LINK;
  }

  private Entry.Said current(Entry.Said said) {
    Delivery shown = said.delivery();
    Delivery newer = states.get(said.seq());
    boolean advanced = newer != null && shown != null && shown.advancedBy(newer).isPresent();
    return new Entry.Said(
        said.seq(),
        contents.getOrDefault(said.seq(), said.message()),
        advanced ? newer : shown,
        said.alert(),
        said.said(),
        said.storedAt(),
        said.acknowledgedAt());
  }
}
