package tidings.notifier;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.table.Attributes;

/**
 * What a device was told of.
 *
 * @param upTo by sequence, the position up to which it was told of everything, or is owed it
 * @param owed names of the places before that which wait in the queue of retries
 * @param badge the newest that it was given, or is about to be given
 */
record Told(Map<String, String> upTo, Set<String> owed, Badge badge) {
  static final Told NOTHING = new Told(Map.of(), Set.of(), Badge.of(0, 0));

  /** The attributes of the device's row; the first goes before the name of a sequence. */
  static final String UP_TO = "told#";

  static final String OWED = "owed";
  static final String BADGE = "badge";
  static final String BADGE_AT = "badgeAt";

  Told {
    upTo = Map.copyOf(upTo);
    owed = Set.copyOf(owed);
  }

  /** Returns true if the device has nothing more to hear of this place. */
  boolean has(Notice.Place place) {
    return isPast(place) && !owed.contains(place.name());
  }

  /** Returns true if the device was told of this place, or of a later one of its sequence. */
  boolean isPast(Notice.Place place) {
    return upTo.getOrDefault(place.sequence(), "").compareTo(place.position()) >= 0;
  }

  static Told from(Attributes row) {
    var upTo = new HashMap<String, String>();
    row.item()
        .forEach(
            (name, value) -> {
              if (name.startsWith(UP_TO)) {
                upTo.put(name.substring(UP_TO.length()), value.s());
              }
            });
    AttributeValue owed = row.item().get(OWED);
    Badge badge =
        row.item().containsKey(BADGE)
            ? Badge.of(row.number(BADGE), row.number(BADGE_AT))
            : NOTHING.badge();
    return new Told(upTo, owed == null ? Set.of() : Set.copyOf(owed.ss()), badge);
  }
}
