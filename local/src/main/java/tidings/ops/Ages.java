package tidings.ops;

import java.time.Duration;

/**
 * Lengths of time as people write and read them: {@code 90s}, {@code 15m}, {@code 4h}, {@code 3d}.
 */
final class Ages {
  private Ages() {}

  /**
   * Reads a whole number of seconds, minutes, hours or days.
   *
   * @throws picocli.CommandLine.TypeConversionException if it is none
   */
  static Duration parse(String text) {
    if (!text.matches("[0-9]{1,6}[smhd]")) {
      throw new picocli.CommandLine.TypeConversionException(
          "'" + text + "' is no length of time such as 90s, 15m, 4h or 3d");
    }
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** The biggest unit of which there are at least two, rounded down. */
  static String format(Duration age) {
    if (age.toDays() > 1) {
      return age.toDays() + "d";
    }
    if (age.toHours() > 1) {
      return age.toHours() + "h";
    }
    return age.toMinutes() > 1 ? age.toMinutes() + "m" : Math.max(0, age.toSeconds()) + "s";
  }
}
