package tidings.table;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item's attributes, for reading: one that must be there and is not is named. */
public record Attributes(Map<String, AttributeValue> item) {

  public String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> new IllegalArgumentException("the item has no attribute " + name));
  }

  public Optional<String> optionalText(String name) {
    return Optional.ofNullable(item.get(name)).map(AttributeValue::s);
  }

  public long number(String name) {
    AttributeValue value = item.get(name);
    if (value == null || value.n() == null) {
      throw new IllegalArgumentException("the item has no number " + name);
    }
    return Long.parseLong(value.n());
  }

  /** The map of this name, empty where there is none. */
  public Map<String, AttributeValue> map(String name) {
    AttributeValue value = item.get(name);
    return value == null ? Map.of() : value.m();
  }

  public Optional<Instant> optionalInstant(String name) {
    return optionalText(name).map(Instant::parse);
  }

  public Instant instant(String name) {
    return Instant.parse(text(name));
  }
}
