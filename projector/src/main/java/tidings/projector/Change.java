package tidings.projector;

import java.util.List;
import java.util.Optional;
import tidings.table.Entry;
import tidings.table.Head;
import tidings.table.Seen;

/**
 * A write that follows from how the feed stands: the next head, an entry or none, marks or none,
 * and what the user has seen if that is no entry.
 */
record Change(Head next, Optional<Entry> entry, List<Mark> marks, Optional<Seen> seen) {
  Change {
    marks = List.copyOf(marks);
  }

  /** A change by which nothing was seen. */
  Change(Head next, Optional<Entry> entry, List<Mark> marks) {
    this(next, entry, marks, Optional.empty());
  }

  /** An entry that nothing marks. */
  static Change of(Head next, Entry entry) {
    return new Change(next, Optional.of(entry), List.of());
  }

  /** A change that is no entry. */
  static Change of(Head next) {
    return new Change(next, Optional.empty(), List.of());
  }
}
