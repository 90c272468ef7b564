package tidings.message;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON values that somebody has stumbled over before. */
public final class HostileValues {
  private static final int ONE_IN_IS_BIG = 40;

  /** With their quotes; lone surrogates stand there as escapes, as UTF-8 has no place for them. */
  private static final List<String> TEXTS =
      quoted(
          "",
          " ",
          "x",
          "null",
          "true",
          "0",
          "\\u0000",
          "a\\u0000b",
          "\\ud800",
          "x\\udc00\\ud83dy",
          "\\ufffe\\uffff",
          "\uFFFE\uFFFF",
          "\\ufeff",
          "\\u202e",
          "\\u2028\\r\\n\\t",
          "👩‍👩‍👧‍👦",
          "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍",
          "#",
          "a#b",
          "%00%s%n",
          "../../etc/passwd",
          "http://[",
          "https://example.com/%zz",
          "file:///etc/passwd",
          "\\\"}{",
          "Text",
          "Structured",
          "Event",
          "Receipt",
          "Inbound",
          "Failed",
          "2026-02-30T00:00:00Z",
          "2026-11-20T09:15:02.417Z",
          "+1000000000-12-31T23:59:59Z",
          "-1000000000-01-01T00:00:00Z",
          "NaN",
          "-Infinity");

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "1",
          "-1",
          "1.5",
          "1e2",
          "1e400",
          "-1e400",
          "1e-400",
          "1E999999999",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775809",
          "12345678901234567890",
          "0.1000000000000000055511151231257827",
          "9".repeat(999),
          "9".repeat(1001));

  private static final List<String> OTHERS =
      List.of("null", "true", "false", "{}", "[]", "[null]", "[[]]", "[{}]", "{\"\":null}");

  private HostileValues() {}

  private static List<String> quoted(String... texts) {
    return List.of(texts).stream().map(text -> '"' + text + '"').toList();
  }

  /** Any; a big one now and then. */
  public static String any(Random random) {
    if (random.nextInt(ONE_IN_IS_BIG) == 0) {
      return big(random);
    }
    return switch (random.nextInt(4)) {
      case 0 -> any(NUMBERS, random);
      case 1 -> any(OTHERS, random);
      default -> text(random);
    };
  }

  /** A text with its quotes. */
  public static String text(Random random) {
    return any(TEXTS, random);
  }

  private static String big(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> '"' + "x".repeat(anyOf(random, 65, 101, 4001, 60_000)) + '"';
      case 1 -> '"' + "\\u0000".repeat(anyOf(random, 2000, 60_000)) + '"';
      case 2 -> nested(anyOf(random, 100, 990, 998, 999, 1000, 1001, 10_000));
      default -> wide(anyOf(random, 100, 3000));
    };
  }

  /** Lists and objects in one another, so many. */
  public static String nested(int levels) {
    return "[{\"a\":".repeat(levels / 2)
        + "[".repeat(levels % 2)
        + "]".repeat(levels % 2)
        + (levels % 2 == 0 ? "1" : "")
        + "}]".repeat(levels / 2);
  }

  /** An object of so many fields. */
  public static String wide(int fields) {
    return IntStream.range(0, fields)
        .mapToObj(field -> "\"" + Integer.toString(field, Character.MAX_RADIX) + "\":0")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static int anyOf(Random random, int... sizes) {
    return sizes[random.nextInt(sizes.length)];
  }

  private static String any(List<String> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
