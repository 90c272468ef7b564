package tidings.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The user has seen something, so that the badge is lower from now on.
 *
 * @param badge number of things that the user has not seen, in all feeds
 * @param device the user's device that saw it and knows the badge, if the app named it
 */
public record Seen(long badge, Instant at, @Nullable String device) {

  /** The kind of alert by which it passes the stream's filter. */
  public static final String ALERT = "badge";

  /** The attributes beside the key and the time to live, or beside those of an entry. */
  public Map<String, AttributeValue> item() {
    var item = new HashMap<String, AttributeValue>();
    item.put("alert", AttributeValue.fromS(ALERT));
    item.put("badge", AttributeValue.fromN(Long.toString(badge)));
    item.put("storedAt", AttributeValue.fromS(at.toString()));
    if (device != null) {
      item.put("device", AttributeValue.fromS(device));
    }
    return item;
  }

  /** What this item of the chat table tells; empty if it tells nothing of this. */
  public static Optional<Seen> from(Map<String, AttributeValue> item) {
    var read = new Attributes(item);
    return read.optionalText("alert")
        .filter(ALERT::equals)
        .map(
            _ ->
                new Seen(
                    read.number("badge"),
                    read.instant("storedAt"),
                    read.optionalText("device").orElse(null)));
  }
}
