package tidings.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A filter of an event source (Lambda developer guide, "Filter rule syntax"). */
final class EventPattern {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Predicate<JsonNode> rule;

  private EventPattern(Predicate<JsonNode> rule) {
    this.rule = rule;
  }

  /**
   * Parses a pattern.
   *
   * @throws IllegalArgumentException if it is no JSON object or uses a rule that is not known
   */
  static EventPattern parse(String pattern) {
    try {
      return new EventPattern(object(JSON.readTree(pattern)));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the pattern " + pattern + " is no JSON", e);
    }
  }

  /** Returns true if the event fits. */
  boolean matches(JsonNode event) {
    return rule.test(event);
  }

  private static Predicate<JsonNode> object(JsonNode pattern) {
    if (!pattern.isObject()) {
      throw unknown(pattern);
    }
    var rules = new ArrayList<Predicate<JsonNode>>();
    for (Map.Entry<String, JsonNode> field : pattern.properties()) {
      rules.add(field(field.getKey(), field.getValue()));
    }
    return event -> rules.stream().allMatch(each -> each.test(event));
  }

  private static Predicate<JsonNode> field(String name, JsonNode pattern) {
    if (name.equals("$or")) {
      return anyOf(elements(pattern).map(EventPattern::object).toList());
    }
    if (pattern.isObject()) {
      Predicate<JsonNode> nested = object(pattern);
      return event -> nested.test(event.path(name));
    }
    if (!pattern.isArray() || pattern.isEmpty()) {
      throw unknown(pattern);
    }
    Predicate<JsonNode> leaf = anyOf(elements(pattern).map(EventPattern::leaf).toList());
    return event -> leaf.test(event.path(name));
  }

  private static Predicate<JsonNode> anyOf(List<Predicate<JsonNode>> rules) {
    return event -> rules.stream().anyMatch(rule -> rule.test(event));
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Predicate<JsonNode> leaf(JsonNode rule) {
    if (rule.isObject() && rule.has("exists")) {
      boolean wanted = rule.path("exists").asBoolean();
      return found -> found.isValueNode() == wanted;
    }
    Predicate<JsonNode> value = value(rule);
    return found ->
        found.isArray()
            ? elements(found).anyMatch(value)
            : found.isValueNode() && value.test(found);
  }

  private static Predicate<JsonNode> value(JsonNode rule) {
    if (!rule.isObject()) {
      return found -> equal(rule, found);
    }
    if (rule.size() != 1) {
      throw unknown(rule);
    }
    Map.Entry<String, JsonNode> only = rule.properties().iterator().next();
    JsonNode operand = only.getValue();
    return switch (only.getKey()) {
      case "prefix" -> found -> found.isTextual() && found.asText().startsWith(operand.asText());
      case "suffix" -> found -> found.isTextual() && found.asText().endsWith(operand.asText());
      case "equals-ignore-case" ->
          found -> found.isTextual() && found.asText().equalsIgnoreCase(operand.asText());
      case "anything-but" -> anythingBut(operand);
      case "numeric" -> numeric(operand);
      default -> throw unknown(rule);
    };
  }

  private static Predicate<JsonNode> anythingBut(JsonNode operand) {
    Predicate<JsonNode> excluded =
        operand.isArray()
            ? anyOf(elements(operand).map(EventPattern::value).toList())
            : value(operand);
    return excluded.negate();
  }

  private static Predicate<JsonNode> numeric(JsonNode comparisons) {
    var rules = new ArrayList<Predicate<JsonNode>>();
    for (int i = 0; i + 1 < comparisons.size(); i += 2) {
      rules.add(comparison(comparisons.get(i).asText(), comparisons.get(i + 1).decimalValue()));
    }
    if (rules.isEmpty() || comparisons.size() % 2 != 0) {
      throw unknown(comparisons);
    }
    return found -> found.isNumber() && rules.stream().allMatch(each -> each.test(found));
  }

  private static Predicate<JsonNode> comparison(String operator, BigDecimal bound) {
    return switch (operator) {
      case "=" -> found -> found.decimalValue().compareTo(bound) == 0;
      case "<" -> found -> found.decimalValue().compareTo(bound) < 0;
      case "<=" -> found -> found.decimalValue().compareTo(bound) <= 0;
      case ">" -> found -> found.decimalValue().compareTo(bound) > 0;
      case ">=" -> found -> found.decimalValue().compareTo(bound) >= 0;
      default -> throw new IllegalArgumentException("the comparison " + operator + " is not known");
    };
  }

  private static boolean equal(JsonNode wanted, JsonNode found) {
    return (wanted.isNumber() && found.isNumber())
        ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
        : wanted.equals(found);
  }

  private static IllegalArgumentException unknown(JsonNode rule) {
    return new IllegalArgumentException("the filter rule " + rule + " is not known");
  }
}
