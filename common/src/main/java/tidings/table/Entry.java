package tidings.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.MessageJson;

/** An entry of a feed's log. */
public sealed interface Entry {

  /** Its number: dense within the feed's epoch, from 1. */
  long seq();

  /** How many messages agents had said up to and with this entry. */
  long said();

  /** When it was written, by our clock. */
  Instant storedAt();

  /** The attributes beside the key, the feed and the time to live. */
  Map<String, AttributeValue> item();

  /**
   * Something was said. This entry is also the message's row: its delivery is kept current.
   *
   * @param delivery null for what is not the customer's
   * @param alert null where nobody is to be alerted
   * @param acknowledgedAt null but for an offer that was acknowledged
   */
  record Said(
      long seq,
      Message message,
      @Nullable Delivery delivery,
      @Nullable Alert alert,
      long said,
      Instant storedAt,
      @Nullable Instant acknowledgedAt)
      implements Entry {

    /** What was said just now. */
    public Said(
        long seq,
        Message message,
        @Nullable Delivery delivery,
        @Nullable Alert alert,
        long said,
        Instant storedAt) {
      this(seq, message, delivery, alert, said, storedAt, null);
    }

    @Override
    public Map<String, AttributeValue> item() {
      var item = common(this, "message");
      item.put("id", AttributeValue.fromS(message.id().value()));
      item.put(MESSAGE, AttributeValue.fromS(MessageJson.write(message)));
      if (delivery != null) {
        item.put(DELIVERY, AttributeValue.fromS(MessageJson.write(delivery)));
      }
      if (alert != null) {
        item.put("alert", AttributeValue.fromS(alert.kind));
        item.put("badge", AttributeValue.fromN(Long.toString(alert.badge)));
      }
      if (acknowledgedAt != null) {
        item.put(ACKNOWLEDGED_AT, AttributeValue.fromS(acknowledgedAt.toString()));
      }
      return item;
    }
  }

  /** The message with the number {@code of} came into another state. */
  record Changed(long seq, long of, Message.Id id, Delivery delivery, long said, Instant storedAt)
      implements Entry {

    @Override
    public Map<String, AttributeValue> item() {
      var item = common(this, "state");
      item.put("of", AttributeValue.fromN(Long.toString(of)));
      item.put("id", AttributeValue.fromS(id.value()));
      item.put(DELIVERY, AttributeValue.fromS(MessageJson.write(delivery)));
      return item;
    }
  }

  /** The message with the number {@code of} has other content now: a file of it has come or not. */
  record Filled(long seq, long of, Message message, long said, Instant storedAt) implements Entry {

    @Override
    public Map<String, AttributeValue> item() {
      var item = common(this, "content");
      item.put("of", AttributeValue.fromN(Long.toString(of)));
      item.put(MESSAGE, AttributeValue.fromS(MessageJson.write(message)));
      return item;
    }
  }

  /**
   * The offer with the number {@code of} was acknowledged.
   *
   * @param seen null where that changed no badge
   */
  record Acknowledged(long seq, long of, long said, Instant storedAt, @Nullable Seen seen)
      implements Entry {

    @Override
    public Map<String, AttributeValue> item() {
      var item = common(this, "acknowledged");
      if (seen != null) {
        item.putAll(seen.item());
      }
      item.put("of", AttributeValue.fromN(Long.toString(of)));
      return item;
    }
  }

  /** An alert of this kind goes to the user's devices, with the badge as of this entry. */
  record Alert(String kind, long badge) {}

  /** The attributes that are updated in place. */
  String DELIVERY = "delivery";

  String MESSAGE = "message";
  String ACKNOWLEDGED_AT = "acknowledgedAt";

  static Entry from(Map<String, AttributeValue> item) {
    var read = new Attributes(item);
    long seq = read.number("seq");
    long said = read.number("said");
    Instant storedAt = read.instant("storedAt");
    var delivery = read.optionalText(DELIVERY).map(json -> MessageJson.read(json, Delivery.class));
    if (read.text("kind").equals("content")) {
      return new Filled(seq, read.number("of"), message(read), said, storedAt);
    }
    if (read.text("kind").equals("acknowledged")) {
      return new Acknowledged(seq, read.number("of"), said, storedAt, Seen.from(item).orElse(null));
    }
    if (read.text("kind").equals("state")) {
      var id = new Message.Id(read.text("id"));
      return new Changed(seq, read.number("of"), id, delivery.orElseThrow(), said, storedAt);
    }
    return new Said(
        seq,
        message(read),
        delivery.orElse(null),
        read.optionalText("alert").map(kind -> new Alert(kind, read.number("badge"))).orElse(null),
        said,
        storedAt,
        read.optionalInstant(ACKNOWLEDGED_AT).orElse(null));
  }

  private static Message message(Attributes item) {
    return MessageJson.read(item.text(MESSAGE), Message.class);
  }

  private static Map<String, AttributeValue> common(Entry entry, String kind) {
    var item = new HashMap<String, AttributeValue>();
    item.put("kind", AttributeValue.fromS(kind));
    item.put("seq", AttributeValue.fromN(Long.toString(entry.seq())));
    item.put("said", AttributeValue.fromN(Long.toString(entry.said())));
    item.put("storedAt", AttributeValue.fromS(entry.storedAt().toString()));
    return item;
  }
}
