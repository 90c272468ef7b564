package tidings.table;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A log of its own within a user's partition, by its name in the keys. */
public record Feed(String name) {
  private static final String CHAT = "chat#";
  private static final String OFFERS = "offers#";

  /** Of the longest id of an integration each byte is escaped at most. */
  private static final int LONGEST = 400;

  public Feed {
    if (name.length() > LONGEST) {
      throw new IllegalArgumentException("no feed has so long a name");
    }
  }

  /**
   * The messages of a user with an integration; the id is escaped, for keys are split at {@code #}.
   */
  public static Feed chat(String integrationId) {
    return new Feed(CHAT + URLEncoder.encode(integrationId, StandardCharsets.UTF_8));
  }

  /** The offers to a user under this id. */
  public static Feed offers(String integrationId) {
    return new Feed(OFFERS + URLEncoder.encode(integrationId, StandardCharsets.UTF_8));
  }

  /** The integration whose messages these are. */
  public String integrationId() {
    return URLDecoder.decode(name.substring(name.indexOf('#') + 1), StandardCharsets.UTF_8);
  }
}
