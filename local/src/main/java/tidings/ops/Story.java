package tidings.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.lambda.Origin;
import tidings.message.Chat;
import tidings.message.Delivery;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;

/** What the chat table tells of one message; reads the entries after it, and never scans. */
record Story(Rows rows, Chat chat, String id) {
  private static final List<String> KINDS = List.of("customer", "agent", "ended");

  /** Where the message's own entry is. */
  record Found(Feed feed, Entry.Said said, Optional<String> requestId, Head head) {

    /** What has become of it until now. */
    String now() {
      Delivery delivery = said.delivery();
      if (delivery != null) {
        return words(delivery);
      }
      boolean offer = feed.equals(Feed.offers(feed.integrationId()));
      if (offer) {
        return said.acknowledgedAt() == null ? "not acknowledged" : "acknowledged";
      }
      if (said.alert() == null) {
        return "came without alerting anybody: imported, or the customer's own wish";
      }
      boolean fetched = head.marks().fetched() >= said.seq();
      boolean read = head.marks().read() >= said.said();
      return (fetched ? "the app has fetched it" : "the app has not confirmed it yet")
          + (read ? ", the customer has read it" : ", not read");
    }
  }

  /** The message; empty if the transcript has none of that id, or it was erased. */
  Optional<Found> find() {
    Feed messages = Feed.chat(chat.integrationId());
    for (String kind : KINDS) {
      Optional<Found> found = find(messages, kind);
      if (found.isPresent()) {
        return found;
      }
    }
    return find(Feed.offers(chat.integrationId()), "offer");
  }

  private Optional<Found> find(Feed feed, String kind) {
    Optional<Map<String, AttributeValue>> mark = rows.get(chat, ChatKeys.mark(feed, kind, id));
    Optional<String> epoch = rows.epoch(chat, feed);
    if (mark.isEmpty() || epoch.isEmpty()) {
      return Optional.empty();
    }
    long seq = new Attributes(mark.get()).number("seq");
    Optional<Head> head = rows.get(chat, ChatKeys.head(feed)).map(Head::from);
    Optional<Map<String, AttributeValue>> row =
        rows.get(chat, ChatKeys.log(feed, epoch.get(), seq));
    return row.isPresent() && Entry.from(row.get()) instanceof Entry.Said said
        ? head.map(it -> new Found(feed, said, requestId(row.get()), it))
        : Optional.empty();
  }

  private static Optional<String> requestId(Map<String, AttributeValue> row) {
    return new Attributes(row).optionalText(Origin.REQUEST_ID);
  }

  /** What happened to it in the transcript. */
  List<Happening> told(Found found) {
    var said = found.said;
    var all = new ArrayList<Happening>();
    all.add(new Happening(said.message().at(), begun(found)));
    String request = found.requestId.map(it -> ", request " + it).orElse("");
    all.add(
        new Happening(
            said.storedAt(), "in the transcript as number %d%s".formatted(said.seq(), request)));
    for (Entry entry : rows.after(chat, found.head, said.seq())) {
      words(entry, said.seq()).ifPresent(it -> all.add(new Happening(entry.storedAt(), it)));
    }
    return all;
  }

  private static String begun(Found found) {
    return switch (found.said.message().author()) {
      case CUSTOMER -> "accepted from the customer";
      case AGENT -> "said by an agent, by Genesys' clock";
      case BOT -> "said by a bot, by Genesys' clock";
      case SYSTEM -> "accepted";
    };
  }

  /** Empty for what is about other messages. */
  private static Optional<String> words(Entry entry, long seq) {
    return switch (entry) {
      case Entry.Said _ -> Optional.empty();
      case Entry.Changed changed ->
          changed.of() == seq
              ? Optional.of("shown as " + words(changed.delivery()))
              : Optional.empty();
      case Entry.Filled filled ->
          filled.of() == seq ? Optional.of("a file of it came or failed") : Optional.empty();
      case Entry.Acknowledged done ->
          done.of() == seq ? Optional.of("acknowledged by the customer") : Optional.empty();
    };
  }

  private static String words(Delivery delivery) {
    String status = delivery.status().name().toLowerCase(Locale.ROOT);
    Delivery.Failure failure = delivery.failure();
    return "%s, attempt %d%s"
        .formatted(status, delivery.attempt(), failure == null ? "" : ": " + failure.code());
  }
}
