package tidings.projector;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.table.Erasure;
import tidings.table.Feed;
import tidings.table.Head;

/**
 * The heads of all of a user's feeds.
 *
 * @param stored also those whose feeds are being erased
 * @param erasure the last one, if there was any
 */
record Heads(List<Head> stored, @Nullable Erasure erasure) {

  /** The heads of the feeds that are there. */
  List<Head> live() {
    return stored.stream()
        .filter(head -> erasure == null || !head.epoch().equals(erasure.gone().get(head.feed())))
        .toList();
  }

  Optional<Head> of(Feed feed) {
    return live().stream().filter(head -> head.feed().equals(feed)).findFirst();
  }
}
