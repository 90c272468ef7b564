package tidings.projector;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.table.Entry;
import tidings.table.Erasure;
import tidings.table.Feed;
import tidings.table.Head;
import tidings.table.Marks;
import tidings.table.Seen;

/**
 * How a feed and the user's other feeds stand now, and what the next entry makes of it.
 *
 * @param erasedAt what was accepted until then is dropped; null where nothing was erased
 */
record Standing(Head head, long unreadElsewhere, @Nullable Instant erasedAt, Instant now) {
  /** Long before Genesys would take what the customer does for a new conversation. */
  private static final Duration LIVELY = Duration.ofHours(1);

  /** The head and the entry after something was said. */
  record Step(Head head, Entry.Said said) {}

  static Standing of(Heads heads, Feed feed, Instant now) {
    long elsewhere =
        heads.live().stream()
            .filter(head -> !head.feed().equals(feed))
            .mapToLong(h -> h.unread(now))
            .sum();
    Head head = heads.of(feed).orElseGet(() -> Head.of(feed, newEpoch(now), now));
    Erasure erasure = heads.erasure();
    return new Standing(head, elsewhere, erasure == null ? null : erasure.at(), now);
  }

  /** Told apart from every earlier epoch by the time, and from a rival's by chance. */
  private static String newEpoch(Instant now) {
    return Long.toString(now.toEpochMilli(), 36) + UUID.randomUUID().toString().substring(0, 4);
  }

  /** Whether what was accepted then still counts, or was erased since. */
  boolean admits(Instant acceptedAt) {
    return erasedAt == null || acceptedAt.isAfter(erasedAt);
  }

  /** Number of things in this feed that the user has not seen. */
  long unread() {
    return head.unread(now);
  }

  /** Number of things that the user has not seen, in all feeds. */
  long badge() {
    return unread() + unreadElsewhere;
  }

  /** Whether the customer and Genesys are in a conversation that typing would not open anew. */
  boolean isLively() {
    Instant last = head.lastCustomerAt();
    return head.marks().talk().id() != null && last != null && last.plus(LIVELY).isAfter(now);
  }

  /** The time at which it was accepted, or just after the customer's last message. */
  Instant nextCustomerTime(Instant acceptedAt) {
    Instant last = head.lastCustomerAt();
    return last == null || acceptedAt.isAfter(last) ? acceptedAt : last.plusMillis(1);
  }

  /** The customer said this. */
  Step said(Message message, Delivery delivery) {
    Head next = head.next(head.marks(), message.at(), now);
    return step(next, message, delivery, null);
  }

  /** An agent or a bot said this: who types has sent, and the customer is to be alerted. */
  Step heard(Message message) {
    Marks marks = head.marks().heard(head.seq() + 1, message.conversationId(), message.at());
    Head next = next(marks);
    return step(next, message, null, "message");
  }

  /** The conversation ended then; the customer is told unless it was the customer. */
  Step ended(Message message, Instant at, boolean byCustomer) {
    Head next = next(head.marks().ended(head.seq() + 1, at));
    return step(next, message, null, byCustomer ? null : "message");
  }

  /** This is offered to the user, who is to be told of it unless it has expired. */
  Step offered(Message message, Message.Offer offer) {
    boolean expired = offer.isExpired(now);
    Marks marks =
        expired ? head.marks() : head.marks().offered(head.seq() + 1, offer.expiresAt(), now);
    return step(next(marks), message, null, expired ? null : "offer");
  }

  /**
   * This was said in another system: nobody is alerted, nothing becomes unread, and what the
   * customer said had reached Genesys. It keeps its time, which says nothing of the next message's.
   */
  Step imported(Message message) {
    boolean byCustomer = message.author().inbound();
    Marks marks = byCustomer ? head.marks() : head.marks().imported();
    return step(next(marks), message, byCustomer ? Delivery.sent(1) : null, null);
  }

  /** This was offered in another system; what was not acknowledged there is open here. */
  Step imported(Message message, Message.Offer offer, @Nullable Instant acknowledgedAt) {
    boolean open = acknowledgedAt == null && !offer.isExpired(now);
    Marks marks =
        open ? head.marks().offered(head.seq() + 1, offer.expiresAt(), now) : head.marks();
    Head next = next(marks);
    long said = next.marks().said();
    return new Step(
        next, new Entry.Said(next.seq(), message, null, null, said, now, acknowledgedAt));
  }

  /** The head after an entry. */
  Head next(Marks marks) {
    return head.next(marks, head.lastCustomerAt(), now);
  }

  /** The head after a change that is no entry. */
  Head touched(Marks marks) {
    return head.touched(marks, now);
  }

  Entry changed(Entry.Said row, Delivery delivery) {
    return new Entry.Changed(
        head.seq() + 1, row.seq(), row.message().id(), delivery, head.marks().said(), now);
  }

  Entry filled(Entry.Said row, Message message) {
    return new Entry.Filled(head.seq() + 1, row.seq(), message, head.marks().said(), now);
  }

  /** The offer with this number is acknowledged, on this device if it is known. */
  Change acknowledged(long seq, @Nullable String device) {
    Head next = next(head.marks().acknowledged(seq));
    Seen seen = seen(next, device).orElse(null);
    var entry = new Entry.Acknowledged(next.seq(), seq, head.marks().said(), now, seen);
    return Change.of(next, entry);
  }

  /** What the devices are to be told when this head follows; empty if the badge stays. */
  Optional<Seen> seen(Head next, @Nullable String device) {
    long badge = new Standing(next, unreadElsewhere, erasedAt, now).badge();
    return badge == badge() ? Optional.empty() : Optional.of(new Seen(badge, now, device));
  }

  private Step step(
      Head next, Message message, @Nullable Delivery delivery, @Nullable String alertKind) {
    Entry.Alert alert =
        alertKind == null
            ? null
            : new Entry.Alert(
                alertKind, new Standing(next, unreadElsewhere, erasedAt, now).badge());
    return new Step(
        next, new Entry.Said(next.seq(), message, delivery, alert, next.marks().said(), now));
  }
}
