package tidings.projector;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a feed's log; clients keep it as it is and look for nothing in it. */
record Cursor(String epoch, long seq) {
  private static final Pattern FORM = Pattern.compile("1\\.([0-9a-z-]{1,40})\\.([0-9]{1,12})");

  /** The place before the first entry of a feed that has none yet. */
  static final Cursor BEFORE_ALL = new Cursor("-", 0);

  /** Empty if this is none of ours. */
  static Optional<Cursor> parse(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      Matcher form = FORM.matcher(new String(bytes, StandardCharsets.US_ASCII));
      return form.matches()
          ? Optional.of(new Cursor(form.group(1), Long.parseLong(form.group(2))))
          : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  String text() {
    String plain = "1." + epoch + "." + seq;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }
}
