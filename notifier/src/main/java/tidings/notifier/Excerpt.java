package tidings.notifier;

import org.jspecify.annotations.Nullable;

/** Shortens text to what a push can show. */
final class Excerpt {
  private Excerpt() {}

  /**
   * The first code points of the text on one line, with an ellipsis if there are more; null if
   * nothing is left to show. What UTF-8 or XML cannot carry is left out.
   */
  static @Nullable String of(@Nullable String text, int longest) {
    if (text == null) {
      return null;
    }
    int[] shown =
        text.strip()
            .codePoints()
            .filter(point -> !isUnsendable(point))
            .map(point -> Character.isISOControl(point) ? ' ' : point)
            .limit(4L * longest)
            .toArray();
    String line = new String(shown, 0, shown.length).strip().replaceAll("\\s+", " ");
    if (line.isEmpty()) {
      return null;
    }
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)).strip() + "…";
  }

  private static boolean isUnsendable(int point) {
    return Character.getType(point) == Character.SURROGATE || (point & 0xFFFE) == 0xFFFE;
  }
}
