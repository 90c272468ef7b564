package tidings.notifier;

import java.util.Locale;

/** How much of a message a push shows. */
enum Preview {
  NONE,
  SENDER,
  TEXT;

  /**
   * Reads the template's parameter.
   *
   * @throws IllegalArgumentException if it is none of the three
   */
  static Preview of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
