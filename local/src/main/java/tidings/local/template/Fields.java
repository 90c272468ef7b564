package tidings.local.template;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A strict reading of one mapping: every key is asked for, or it is a fault. */
final class Fields {
  private final Place place;
  private final Map<String, Value> values;
  private final Set<String> known = new HashSet<>();

  Fields(Place place, Map<String, Value> values) {
    this.place = place;
    this.values = values;
  }

  Place place() {
    return place;
  }

  /** The value of a key that must be there. */
  Value required(String key) {
    return optional(key).orElseThrow(() -> place.fault(key + " is missing"));
  }

  /** The value of a key that may be there. */
  Optional<Value> optional(String key) {
    known.add(key);
    return Optional.ofNullable(values.get(key));
  }

  /** Allows keys that change nothing here. */
  void inert(Set<String> keys) {
    known.addAll(keys);
  }

  /** Allows only one value, because no other has a local counterpart. */
  void only(String key, String value) {
    optional(key)
        .filter(given -> !given.text().equals(value))
        .ifPresent(
            given -> {
              throw given
                  .place()
                  .fault("\"" + given.text() + "\" is not supported, only \"" + value + "\"");
            });
  }

  void end() {
    for (var entry : values.entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw entry
            .getValue()
            .place()
            .fault("unknown here; known are " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }
}
