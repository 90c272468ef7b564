package tidings.projector;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import tidings.lambda.Bucket;
import tidings.lambda.Later;
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
  /**
   * The clock of whoever asks may run ahead: what is accepted after the queue got the wish stays.
   *
   * @param sentAt when the queue got it, by its own clock and the same each time it comes
   * @throws Later if more is left when the deadline has passed
   */
  void erase(Command.Erase erase, Instant sentAt, Instant deadline) {
    UserKey user = erase.user();
    Instant asked = erase.at().truncatedTo(ChronoUnit.MILLIS);
    Instant at = asked.isBefore(sentAt) ? asked : sentAt;
    Heads heads = chats.heads(user);
    Erasure last = heads.erasure();
    if (last != null && last.at().isAfter(at)) {
      Line.info("erased before").with("conversation", user.value()).write();
      return;
    }
    Erasure erasure = last != null && last.at().equals(at) ? last : voided(user, at, asked, heads);
    Runnable betweenPages = () -> goOnUntil(deadline);
    long items =
        erasure.gone().entrySet().stream()
            .mapToLong(gone -> chats.delete(user, gone.getKey(), gone.getValue(), betweenPages))
            .sum();
    long files = bucket.deleteAll(MediaKeys.folder(user), at, betweenPages);
    Line.info("erased")
        .with("conversation", user.value())
        .with("items", items)
        .with("files", files)
        .count(Metric.ERASURES)
        .write();
  }

  private void goOnUntil(Instant deadline) {
    if (chats.now().isAfter(deadline)) {
      throw new Later("more to erase", Duration.ZERO);
    }
  }

  private Erasure voided(UserKey user, Instant at, Instant asked, Heads heads) {
    var gone = heads.stored().stream().collect(Collectors.toMap(Head::feed, Head::epoch));
    var erasure = new Erasure(at, asked, chats.now(), gone);
    chats.erase(user, erasure);
    return erasure;
  }
}
