package tidings.table;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.digest.Sha256;
import tidings.message.UserKey;

/** The keys of the chat table, as the package's tree draws them. */
public final class ChatKeys {
  public static final String PK = "pk";
  public static final String SK = "sk";
  public static final String TTL = "ttl";
  public static final String MARK = "mark#";

  /** The attribute with a conversation's id. */
  public static final String CONVERSATION = "conversationId";

  /** The sort key of what stays of erased feeds; right after it come the heads. */
  public static final String ERASED = "erased";

  /** Beyond the sort keys of all heads. */
  public static final String HEADS_END = "head$";

  private static final String HEADS = "head#";

  /**
   * DynamoDB limits a sort key to 1,024 bytes; the rest of the key needs less than half of that.
   */
  private static final int LONGEST_ID = 400;

  private ChatKeys() {}

  /** What tells the item apart within its partition. */
  public static String sortKey(Map<String, AttributeValue> item) {
    return new Attributes(item).text(SK);
  }

  public static String partition(UserKey user) {
    return "U#" + user.value();
  }

  /** The user in whose partition this item lies. */
  public static UserKey user(Map<String, AttributeValue> item) {
    return new UserKey(new Attributes(item).text(PK).substring(2));
  }

  public static String head(Feed feed) {
    return HEADS + feed.name();
  }

  /** Entries sort by their numbers, which have as many digits as any conversation will need. */
  public static String log(Feed feed, String epoch, long seq) {
    return "log#%s#%s#%012d".formatted(feed.name(), epoch, seq);
  }

  /** Beyond the sort keys of all entries of the epoch. */
  public static String logEnd(Feed feed, String epoch) {
    return "log#%s#%s$".formatted(feed.name(), epoch);
  }

  /** Before the sort keys of all marks of the feed. */
  public static String marks(Feed feed) {
    return MARK + feed.name() + "#";
  }

  /** Beyond the sort keys of all marks of the feed. */
  public static String marksEnd(Feed feed) {
    return MARK + feed.name() + "$";
  }

  /** What tells that something was seen, as of this version of the feed's head. */
  public static String seen(Head head) {
    return seen(head.feed(), head.epoch()) + "%012d".formatted(head.version());
  }

  /** Before the sort keys of all that tells in this epoch that something was seen. */
  public static String seen(Feed feed, String epoch) {
    return "seen#%s#%s#".formatted(feed.name(), epoch);
  }

  /** Beyond them. */
  public static String seenEnd(Feed feed, String epoch) {
    return "seen#%s#%s$".formatted(feed.name(), epoch);
  }

  /** What stands for the id of this kind; an overlong id is stood for by its hash. */
  public static String mark(Feed feed, String kind, String id) {
    return marks(feed) + kind + "#" + shortened(id);
  }

  /** The item that tells whose conversation of Genesys' this is. */
  public static Map<String, AttributeValue> conversation(String conversationId) {
    String partition = "C#" + shortened(conversationId);
    return Map.of(PK, AttributeValue.fromS(partition), SK, AttributeValue.fromS("chat"));
  }

  public static Map<String, AttributeValue> key(UserKey user, String sortKey) {
    return Map.of(PK, AttributeValue.fromS(partition(user)), SK, AttributeValue.fromS(sortKey));
  }

  /** The id, or the hash that stands for an overlong one: keys have a limit. */
  public static String shortened(String id) {
    boolean fits = id.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID;
    return fits ? id : Sha256.hex(id);
  }
}
