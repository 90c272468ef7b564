package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Pages of what only grows, for a reader who comes again and wants what is new alone.
 *
 * @param epoch names this run of the stack: a cursor of another one means nothing
 */
record Pages(String epoch) {
  /** So many make a page. */
  static final int LIMIT = 500;

  /**
   * What follows the cursor, oldest first, as {@code {"items","cursor","reset"}}. A cursor that is
   * empty or of another run brings the newest page, with {@code reset} true: what the reader had is
   * to be dropped.
   */
  <T> Map<String, Object> after(String cursor, Growing<T> all, Function<T, JsonNode> json) {
    int size = all.size();
    int position = position(cursor, size);
    boolean reset = position < 0;
    int first = reset ? Math.max(0, size - LIMIT) : position;
    int end = Math.min(size, first + LIMIT);
    List<JsonNode> items = all.between(first, end).stream().map(json).toList();
    return Map.of("items", items, "cursor", epoch + "." + end, "reset", reset);
  }

  private int position(String cursor, int size) {
    if (!cursor.matches("\\Q" + epoch + "\\E\\.\\d{1,9}")) {
      return -1;
    }
    int position = Integer.parseInt(cursor.substring(epoch.length() + 1));
    return position <= size ? position : -1;
  }
}
