package tidings.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.MessageJson;

/**
 * That everything of a user was erased; this stays when all else is gone.
 *
 * @param at what was accepted until then is dropped, however late it comes
 * @param asked until when it was asked for, by the clock of whoever asked; {@code at} is no later
 * @param carriedOutAt what was read before is void
 * @param gone the epochs of the feeds that were there
 */
public record Erasure(Instant at, Instant asked, Instant carriedOutAt, Map<Feed, String> gone) {
  public Erasure {
    gone = Map.copyOf(gone);
  }

  public static Erasure from(Map<String, AttributeValue> item) {
    var read = new Attributes(item);
    var gone = new HashMap<Feed, String>();
    read.map("gone").forEach((feed, epoch) -> gone.put(new Feed(feed), epoch.s()));
    Instant at = read.instant("at");
    return new Erasure(
        at, read.optionalInstant("asked").orElse(at), read.instant("carriedOutAt"), gone);
  }

  /** The attributes beside the key and the time to live. */
  public Map<String, AttributeValue> item() {
    var epochs = new HashMap<String, AttributeValue>();
    gone.forEach((feed, epoch) -> epochs.put(feed.name(), AttributeValue.fromS(epoch)));
    return Map.of(
        "at", time(at),
        "asked", time(asked),
        "carriedOutAt", time(carriedOutAt),
        "gone", AttributeValue.fromM(epochs));
  }

  /** The time as it is compared in a condition. */
  public static AttributeValue time(Instant at) {
    return AttributeValue.fromS(MessageJson.time(at));
  }
}
