package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** One rule that a body must keep. Pointers are JSON pointers into the body. */
@FunctionalInterface
interface Check {
  Pattern TIME = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?Z");

  /** The rule that was broken, in Genesys' error code and a sentence. */
  record Problem(String code, String message) {}

  Optional<Problem> problem(JsonNode body);

  /** The first problem in the order of the checks. */
  static Optional<Problem> first(Collection<Check> checks, JsonNode body) {
    return checks.stream().flatMap(check -> check.problem(body).stream()).findFirst();
  }

  static Check that(Predicate<JsonNode> rule, String code, String message) {
    return body -> rule.test(body) ? Optional.empty() : Optional.of(new Problem(code, message));
  }

  static Check text(String pointer) {
    return that(
        body -> body.at(pointer).isTextual() && !body.at(pointer).asText().isBlank(),
        "bad.request",
        name(pointer) + " is required and is a text");
  }

  static List<Check> optionalTexts(String... pointers) {
    return Arrays.stream(pointers).map(Check::optionalText).toList();
  }

  static Check optionalText(String pointer) {
    return that(
        body -> isAbsent(body.at(pointer)) || body.at(pointer).isTextual(),
        "bad.request",
        name(pointer) + " is a text");
  }

  /** The spelling counts, its case does not: lower-case spellings were seen to be accepted. */
  static Check oneOf(String pointer, String... values) {
    return that(
        body -> Arrays.stream(values).anyMatch(body.at(pointer).asText()::equalsIgnoreCase),
        "invalid.value",
        name(pointer) + " is one of " + String.join(", ", values));
  }

  /** {@code yyyy-MM-ddTHH:mm:ss[.mmm]Z}. */
  static Check time(String pointer) {
    return that(
        body -> isTime(body.at(pointer).asText()),
        "invalid.date",
        name(pointer) + " is required and looks like yyyy-MM-ddTHH:mm:ss[.mmm]Z");
  }

  static Check flatTexts(String pointer) {
    return that(
        body -> isAbsent(body.at(pointer)) || isFlat(body.at(pointer)),
        "bad.request",
        name(pointer) + " is a map of texts");
  }

  static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  private static boolean isFlat(JsonNode node) {
    return node.isObject() && node.valueStream().allMatch(JsonNode::isTextual);
  }

  private static boolean isTime(String text) {
    try {
      return TIME.matcher(text).matches() && Instant.parse(text) != null;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static String name(String pointer) {
    return pointer.substring(1).replace('/', '.');
  }
}
