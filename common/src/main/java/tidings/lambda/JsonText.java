package tidings.lambda;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON of which queues and tables take every character: SQS refuses U+FFFE, U+FFFF and halves of
 * surrogate pairs (API reference, SendMessage), and UTF-8, in which DynamoDB keeps strings, has no
 * place for the latter, which JSON can hide in escapes.
 */
final class JsonText {
  private static final String HIGH = "\\\\u[dD][89abAB]\\p{XDigit}{2}";
  private static final String LOW = "\\\\u[dD][c-fC-F]\\p{XDigit}{2}";

  /** Any other escape is matched too, so that a backslash that is text begins none. */
  private static final Pattern SPECIAL =
      Pattern.compile(
          "(?<pair>%1$s%2$s)|(?<half>%1$s|%2$s|\\p{Cs})|(?<odd>[\uFFFE\uFFFF])|\\\\."
              .formatted(HIGH, LOW),
          Pattern.DOTALL);

  private JsonText() {}

  /** Halves of pairs become U+FFFD, as they do in UTF-8; the two odd characters become escapes. */
  static String fit(String json) {
    return isPlain(json) ? json : SPECIAL.matcher(json).replaceAll(JsonText::fit);
  }

  /** True of nearly all, and found much faster than by the pattern. */
  private static boolean isPlain(String json) {
    return !json.contains("\\u")
        && json.indexOf('\uFFFE') < 0
        && json.indexOf('\uFFFF') < 0
        && hasWholePairsOnly(json);
  }

  /** Half a pair has no UTF-8, and does not come back from it. */
  private static boolean hasWholePairsOnly(String json) {
    return new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(json);
  }

  private static String fit(MatchResult found) {
    if (found.group("half") != null) {
      return "\uFFFD";
    }
    return found.group("odd") == null
        ? Matcher.quoteReplacement(found.group())
        : "\\\\u%04X".formatted((int) found.group().charAt(0));
  }
}
