package tidings.notifier;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition of a write: the row is as it was read. */
record Condition(String expression, Map<String, String> names, Map<String, AttributeValue> values) {

  /** There is no such row. */
  static final Condition ABSENT = new Condition("attribute_not_exists(pk)", Map.of(), Map.of());

  Condition {
    names = Map.copyOf(names);
    values = Map.copyOf(values);
  }

  /** The row has all these attributes with these values. */
  static Condition all(Map<String, AttributeValue> attributes) {
    var names = new HashMap<String, String>();
    var values = new HashMap<String, AttributeValue>();
    attributes.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          values.put(":" + name, value);
        });
    String expression =
        attributes.keySet().stream()
            .map(name -> "#%s = :%s".formatted(name, name))
            .collect(Collectors.joining(" and "));
    return new Condition(expression, names, values);
  }

  /** There may also be no such row. */
  Condition orAbsent() {
    return new Condition(ABSENT.expression + " or (" + expression + ")", names, values);
  }
}
