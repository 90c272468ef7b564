package tidings.projector;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import tidings.lambda.Bucket;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.Command;
import tidings.message.MediaKeys;
import tidings.message.UserKey;
import tidings.table.Erasure;
import tidings.table.Head;

/**
 * Erases all that a user's feeds hold: at once for every reader, and then item by item. A
 * repetition goes on where the last run ended, and never touches what came since.
 */
record Erasures(Chats chats, Bucket bucket) {
  void erase(Command.Erase erase) {
    UserKey user = erase.user();
    Instant at = erase.at().truncatedTo(ChronoUnit.MILLIS);
    Heads heads = chats.heads(user);
    Erasure last = heads.erasure();
    if (last != null && last.at().isAfter(at)) {
      Line.info("erased before").with("conversation", user.value()).write();
      return;
    }
    Erasure erasure = last != null && last.at().equals(at) ? last : voided(user, at, heads);
    long items =
        erasure.gone().entrySet().stream()
            .mapToLong(gone -> chats.delete(user, gone.getKey(), gone.getValue()))
            .sum();
    long files = bucket.deleteAll(MediaKeys.folder(user), at);
    Line.info("erased")
        .with("conversation", user.value())
        .with("items", items)
        .with("files", files)
        .count(Metric.ERASURES)
        .write();
  }

  private Erasure voided(UserKey user, Instant at, Heads heads) {
    var gone = heads.stored().stream().collect(Collectors.toMap(Head::feed, Head::epoch));
    var erasure = new Erasure(at, chats.now(), gone);
    chats.erase(user, erasure);
    return erasure;
  }
}
