package tidings.message;

import java.time.Instant;
import tidings.digest.Sha256;

/**
 * The keys of the media bucket:
 *
 * <pre>
 * u/{userKey}/uploads/{upload id}   a customer's file
 * u/{userKey}/copies/{hash}         our copy of an agent's file
 * links/{SHA-256 of a link's id}    which file the link shows, and until when (a Link as JSON)
 * </pre>
 *
 * A link's object holds no secret: the id cannot be told from its hash. Deleting it revokes the
 * link.
 */
public final class MediaKeys {
  private MediaKeys() {}

  /** Which file a link shows. */
  public record Link(String key, Instant until) {}

  /** The name of an upload below its user's folder. */
  public static String upload(String uploadId) {
    return "uploads/" + uploadId;
  }

  /** The name of our copy of this item, the same each time it is copied. */
  public static String copy(String integrationId, Message.Id id, int item) {
    return "copies/"
        + Sha256.hex(String.join("\0", integrationId, id.value(), Integer.toString(item)));
  }

  /** What the keys of all the user's files begin with. */
  public static String folder(UserKey user) {
    return "u/" + user.value() + "/";
  }

  /** The key of a file by its name. */
  public static String file(UserKey user, String name) {
    return folder(user) + name;
  }

  /** The key of what stands for the link with this id. */
  public static String link(String id) {
    return "links/" + Sha256.hex(id);
  }
}
