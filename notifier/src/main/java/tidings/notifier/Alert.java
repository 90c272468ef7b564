package tidings.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.Message;
import tidings.message.UserKey;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;

/** A user is to be told of something that was said or offered. */
record Alert(
    UserKey user, Feed feed, String position, Message.Id message, Kind kind, Badge badge, Said said)
    implements Notice {

  /** What the user is told of. */
  enum Kind {
    MESSAGE,
    OFFER;

    static Optional<Kind> of(String wireName) {
      return Arrays.stream(values()).filter(kind -> kind.wireName().equals(wireName)).findFirst();
    }

    /** Its name in the chat table and in the push. */
    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What may be shown of the message, as far as the policy allows it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Said(Message.Author author, @Nullable String sender, @Nullable String text) {

    /** Says nothing of the content, which must not reach a log. */
    @Override
    public String toString() {
      return "Said[" + author + "]";
    }
  }

  /**
   * The alert that this row asks for; empty if it asks for none.
   *
   * @throws RuntimeException if the row cannot be read
   */
  static Optional<Alert> from(Map<String, AttributeValue> image) {
    var row = new Attributes(image);
    var kind = row.optionalText("alert").flatMap(Kind::of);
    if (kind.isEmpty() || !(Entry.from(image) instanceof Entry.Said entry)) {
      return Optional.empty();
    }
    var feed = new Feed(row.text("feed"));
    return Optional.of(
        new Alert(
            ChatKeys.user(image),
            feed,
            position(row.text(ChatKeys.SK), feed),
            entry.message().id(),
            kind.get(),
            new Badge(row.number("badge"), entry.storedAt()),
            said(entry.message())));
  }

  @Override
  public Place place() {
    return new Place(feed.name(), position);
  }

  @Override
  public Alert with(Badge badge) {
    return new Alert(user, feed, position, message, kind, badge, said);
  }

  @Override
  public String name() {
    return message.value();
  }

  /**
   * Returns true if a later alert of the feed takes its place on the device: so do the pushes of a
   * conversation, while those of offers stand side by side.
   */
  boolean isReplacedByLater() {
    return kind == Kind.MESSAGE;
  }

  private static String position(String sortKey, Feed feed) {
    String start = "log#" + feed.name() + "#";
    if (!sortKey.startsWith(start)) {
      throw new IllegalArgumentException("the row is no entry of the feed it names");
    }
    return sortKey.substring(start.length());
  }

  private static Said said(Message message) {
    var sender = message.sender();
    String name = sender == null ? null : sender.nickname();
    return new Said(message.author(), Excerpt.of(name, 64), Excerpt.of(text(message), 240));
  }

  private static @Nullable String text(Message message) {
    return switch (message.body()) {
      case Message.Text body -> body.text();
      case Message.Structured body -> body.text();
      case Message.Reply body -> body.text();
      case Message.Offer(var kind, var content, _, _) -> kind.equals("text") ? content : null;
      case Message.Location _, Message.Ended _ -> null;
    };
  }
}
