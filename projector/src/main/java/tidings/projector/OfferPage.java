package tidings.projector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import tidings.message.Chat;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;
import tidings.table.Head;

/** A user's offers as the API's JSON: what is new or changed since a cursor, or the newest. */
record OfferPage(Transcript offers, Chat chat) {
  private static final int LIMIT = 200;

  ObjectNode after(Optional<Cursor> cursor) {
    Transcript.Page page =
        cursor.isPresent() ? offers.after(chat, cursor.get(), LIMIT) : offers.newest(chat, LIMIT);
    Standing standing = page.standing();
    ObjectNode json = MessageJson.mapper().createObjectNode();
    ArrayNode notifications = json.putArray("notifications");
    for (Entry.Said row : rows(page, standing.head()).values()) {
      if (row.message().body() instanceof Message.Offer offer && !offer.isExpired(standing.now())) {
        notifications.add(notification(row, offer));
      }
    }
    json.put("count", notifications.size());
    json.put("cursor", Objects.requireNonNull(page.cursor(), "only history has none").text());
    json.put("unread", standing.unread());
    json.put("badge", standing.badge());
    return json.put("reset", page.reset());
  }

  /** An offer that was only acknowledged since the cursor is shown again, as it is now. */
  private TreeMap<Long, Entry.Said> rows(Transcript.Page page, Head head) {
    var rows = new TreeMap<Long, Entry.Said>();
    page.said().forEach(said -> rows.put(said.seq(), said));
    page.only(Entry.Acknowledged.class).stream()
        .filter(acknowledged -> !rows.containsKey(acknowledged.of()))
        .forEach(
            acknowledged ->
                offers
                    .entry(chat, head, acknowledged.of())
                    .ifPresent(row -> rows.put(row.seq(), row)));
    return rows;
  }

  private ObjectNode notification(Entry.Said row, Message.Offer offer) {
    Message message = row.message();
    Instant acknowledgedAt = row.acknowledgedAt();
    ObjectNode json = MessageJson.mapper().createObjectNode();
    json.put("id", message.id().value());
    json.put("type", offer.kind());
    json.put("content", offer.content());
    json.put("fromId", offer.from());
    json.put("toId", chat.userId());
    json.put("integrationId", chat.integrationId());
    json.put("time", MessageJson.time(message.at()));
    json.put("acknowledged", acknowledgedAt != null);
    Instant updated = acknowledgedAt == null ? message.at() : acknowledgedAt;
    json.put("updateTime", MessageJson.time(updated));
    if (offer.expiresAt() != null) {
      json.put("expiresAt", MessageJson.time(offer.expiresAt()));
    }
    return json.put("seq", row.seq());
  }
}
