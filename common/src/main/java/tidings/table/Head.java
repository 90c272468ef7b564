package tidings.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a feed ends.
 *
 * @param epoch changes when the feed begins anew; cursors of another epoch are void
 * @param seq number of the last entry, 0 before the first
 * @param version rises with every write, entry or not
 * @param lastCustomerAt time of the customer's last message: the next one gets a later one
 */
public record Head(
    Feed feed,
    String epoch,
    long seq,
    long version,
    Marks marks,
    @Nullable Instant lastCustomerAt,
    Instant changedAt) {

  /** The head of a feed that has no entry. */
  public static Head of(Feed feed, String epoch, Instant now) {
    return new Head(feed, epoch, 0, 0, Marks.NONE, null, now);
  }

  /** Agents' messages that the customer has not read, and offers that are open. */
  public long unread(Instant now) {
    return Math.max(0, marks.said() - marks.read()) + marks.openOffers(now);
  }

  /** The head after the next entry. */
  public Head next(Marks marks, @Nullable Instant lastCustomerAt, Instant now) {
    return new Head(feed, epoch, seq + 1, version + 1, marks, lastCustomerAt, now);
  }

  /** The head after a change that is no entry. */
  public Head touched(Marks marks, Instant now) {
    return new Head(feed, epoch, seq, version + 1, marks, lastCustomerAt, now);
  }

  public static Head from(Map<String, AttributeValue> item) {
    var read = new Attributes(item);
    return new Head(
        new Feed(read.text("feed")),
        read.text("epoch"),
        read.number("seq"),
        read.number("version"),
        Marks.from(read),
        read.optionalInstant("lastCustomerAt").orElse(null),
        read.instant("changedAt"));
  }

  /** The attributes beside the key and the time to live. */
  public Map<String, AttributeValue> item() {
    var item = new HashMap<String, AttributeValue>();
    item.put("feed", AttributeValue.fromS(feed.name()));
    item.put("epoch", AttributeValue.fromS(epoch));
    item.put("seq", AttributeValue.fromN(Long.toString(seq)));
    item.put("version", AttributeValue.fromN(Long.toString(version)));
    item.put("changedAt", AttributeValue.fromS(changedAt.toString()));
    if (lastCustomerAt != null) {
      item.put("lastCustomerAt", AttributeValue.fromS(lastCustomerAt.toString()));
    }
    item.putAll(marks.item());
    return item;
  }
}
