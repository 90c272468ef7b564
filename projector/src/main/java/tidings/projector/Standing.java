package tidings.projector;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;

/** How a feed and the user's other feeds stand, and what the next entry makes of it. */
record Standing(Head head, long unreadElsewhere) {

  /** The head and the entry after something was said. */
  record Step(Head head, Entry.Said said) {}

  static Standing of(List<Head> heads, Feed feed, Instant now) {
    long elsewhere =
        heads.stream().filter(head -> !head.feed().equals(feed)).mapToLong(Head::unread).sum();
    Head head =
        heads.stream()
            .filter(other -> other.feed().equals(feed))
            .findFirst()
            .orElseGet(() -> Head.of(feed, newEpoch(now), now));
    return new Standing(head, elsewhere);
  }

  /** Told apart from every earlier epoch by the time, and from a rival's by chance. */
  private static String newEpoch(Instant now) {
    return Long.toString(now.toEpochMilli(), 36) + UUID.randomUUID().toString().substring(0, 4);
  }

  /** Number of things that the user has not seen, in all feeds. */
  long badge() {
    return head.unread() + unreadElsewhere;
  }

  /** The time at which it was accepted, or just after the customer's last message. */
  Instant nextCustomerTime(Instant acceptedAt) {
    Instant last = head.lastCustomerAt();
    return last == null || acceptedAt.isAfter(last) ? acceptedAt : last.plusMillis(1);
  }

  /** The customer said this. */
  Step said(Message message, Delivery delivery, Instant now) {
    Head next = head.next(head.marks(), message.at(), now);
    return new Step(next, entry(next, message, delivery, null, now));
  }

  /** An agent or a bot said this: who types has sent, and the customer is to be alerted. */
  Step heard(Message message, Instant now) {
    var marks = new Head.Marks(head.marks().said() + 1, head.marks().read(), null);
    Head next = head.next(marks, head.lastCustomerAt(), now);
    var alert = new Entry.Alert("message", new Standing(next, unreadElsewhere).badge());
    return new Step(next, entry(next, message, null, alert, now));
  }

  /** The head after an entry that counts nothing. */
  Head next(Instant now) {
    return head.next(head.marks(), head.lastCustomerAt(), now);
  }

  /** The head after a change that is no entry. */
  Head touched(Instant now) {
    return head.touched(head.marks(), now);
  }

  Entry changed(Entry.Said row, Delivery delivery, Instant now) {
    return new Entry.Changed(
        head.seq() + 1, row.seq(), row.message().id(), delivery, head.marks().said(), now);
  }

  Entry filled(Entry.Said row, Message message, Instant now) {
    return new Entry.Filled(head.seq() + 1, row.seq(), message, head.marks().said(), now);
  }

  Head typing(Instant until, Instant now) {
    var marks = new Head.Marks(head.marks().said(), head.marks().read(), until);
    return head.touched(marks, now);
  }

  private static Entry.Said entry(
      Head next,
      Message message,
      @Nullable Delivery delivery,
      Entry.@Nullable Alert alert,
      Instant now) {
    return new Entry.Said(next.seq(), message, delivery, alert, next.marks().said(), now);
  }
}
