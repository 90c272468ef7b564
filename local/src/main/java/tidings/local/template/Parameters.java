package tidings.local.template;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/** The Parameters section: holds what is given against each parameter's type and rules. */
final class Parameters {
  private static final List<String> TYPES =
      List.of("String", "Number", "CommaDelimitedList", "List<Number>");

  private final Map<String, String> given;

  private Parameters(Map<String, String> given) {
    this.given = given;
  }

  /** What each parameter stands for, by its name: a scalar or a sequence of them. */
  static Map<String, Value> read(Fields template, Map<String, String> given) {
    var section = template.optional("Parameters");
    Map<String, Value> declared = section.map(Value::entries).orElse(Map.of());
    for (String name : given.keySet()) {
      if (!declared.containsKey(name)) {
        throw section
            .map(Value::place)
            .orElse(template.place())
            .fault("the parameter " + name + " is given but not declared");
      }
    }
    var parameters = new Parameters(given);
    var values = new LinkedHashMap<String, Value>();
    declared.forEach(
        (name, value) -> values.put(name, value.read(rules -> parameters.value(name, rules))));
    return values;
  }

  private Value value(String name, Fields rules) {
    rules.inert(Set.of("Description", "ConstraintDescription", "NoEcho"));
    String type = rules.required("Type").oneOf(TYPES);
    var fallback = rules.optional("Default").map(Value::text);
    String text = given.getOrDefault(name, fallback.orElse(null));
    if (text == null) {
      throw rules.place().fault("has no default and is not given");
    }
    if (!type.contains("List")) {
      check(text, type, rules);
      return new Value.Text(rules.place(), text);
    }
    var items = new ArrayList<Value>();
    for (String item : split(text)) {
      check(item, type, rules);
      items.add(new Value.Text(rules.place(), item));
    }
    return new Value.Items(rules.place(), items);
  }

  private static List<String> split(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }

  private static void check(String item, String type, Fields rules) {
    Optional<Value> allowed = rules.optional("AllowedValues");
    if (allowed.isPresent() && !allowed.get().texts().contains(item)) {
      throw broken(rules, item, "is none of " + String.join(", ", allowed.get().texts()));
    }
    Optional<Value> pattern = rules.optional("AllowedPattern");
    if (pattern.isPresent() && !item.matches(pattern.get().text())) {
      throw broken(rules, item, "does not match " + pattern.get().text());
    }
    if (type.contains("Number")) {
      BigDecimal number = number(item, rules);
      bound(rules, "MinValue", item, limit -> number.compareTo(BigDecimal.valueOf(limit)) >= 0);
      bound(rules, "MaxValue", item, limit -> number.compareTo(BigDecimal.valueOf(limit)) <= 0);
    } else {
      bound(rules, "MinLength", item, limit -> item.length() >= limit);
      bound(rules, "MaxLength", item, limit -> item.length() <= limit);
    }
  }

  private static BigDecimal number(String item, Fields rules) {
    try {
      return new BigDecimal(item);
    } catch (NumberFormatException _) {
      throw broken(rules, item, "is not a number");
    }
  }

  private static void bound(Fields rules, String rule, String item, IntPredicate holds) {
    rules
        .optional(rule)
        .map(limit -> limit.number(Integer.MIN_VALUE, Integer.MAX_VALUE))
        .filter(limit -> !holds.test(limit))
        .ifPresent(
            limit -> {
              throw broken(rules, item, "breaks " + rule + " " + limit);
            });
  }

  private static TemplateFault broken(Fields rules, String item, String how) {
    return rules.place().fault("the value \"" + item + "\" " + how);
  }
}
