package tidings.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What is counted and marked up to the end of a feed.
 *
 * @param open when the open offers expire, by their numbers; {@link Instant#MAX} is never
 */
public record Marks(
    Counts counts, @Nullable Instant typingUntil, Talk talk, Map<Long, Instant> open) {
  /** A head takes this many; of more, the oldest are not counted as unread any more. */
  static final int MOST_OPEN = 100;

  public static final Marks NONE = new Marks(new Counts(0, 0, 0, 0), null, Talk.NONE, Map.of());

  public Marks {
    open = Map.copyOf(open);
  }

  /**
   * How far agents' messages have come.
   *
   * @param said agents' messages up to the end
   * @param read agents' messages up to the customer's read mark
   * @param heard number of the entry that is the last agent's message, 0 before the first
   * @param fetched number up to which agents' messages were confirmed as delivered
   */
  public record Counts(long said, long read, long heard, long fetched) {
    private Counts heardAt(long seq) {
      return new Counts(said + 1, read, seq, fetched);
    }

    private Counts imported() {
      return new Counts(said + 1, read + 1, heard, fetched);
    }

    private Counts readUpTo(long count) {
      return new Counts(said, Math.max(read, Math.min(count, said)), heard, fetched);
    }

    private Counts fetchedUpTo(long seq) {
      return new Counts(said, read, heard, Math.max(fetched, seq));
    }
  }

  /**
   * Genesys' conversation.
   *
   * @param id null until it is known, and after the conversation ended
   * @param ended number of the entry by which the last one ended, 0 if none did
   * @param over the one that ended last; null if none did
   */
  public record Talk(@Nullable String id, long ended, @Nullable Over over) {
    static final Talk NONE = new Talk(null, 0, null);

    private Talk in(String conversationId) {
      return new Talk(conversationId, ended, over);
    }

    private Talk heard(@Nullable String conversationId, Instant saidAt) {
      boolean isLate = over != null && over.holds(conversationId, saidAt);
      return conversationId == null || isLate ? this : in(conversationId);
    }
  }

  /**
   * A conversation that ended. Genesys may go on with it days later, by the same id.
   *
   * @param id null where it was not known
   */
  public record Over(@Nullable String id, Instant at) {
    private boolean holds(@Nullable String conversationId, Instant saidAt) {
      return (id == null || id.equals(conversationId)) && !saidAt.isAfter(at);
    }
  }

  public long said() {
    return counts.said;
  }

  public long read() {
    return counts.read;
  }

  public long heard() {
    return counts.heard;
  }

  public long fetched() {
    return counts.fetched;
  }

  /**
   * An agent said the entry with this number: who types has sent. What was said before the end of
   * its conversation tells of no new one, however late it comes.
   */
  public Marks heard(long seq, @Nullable String conversationId, Instant saidAt) {
    Talk now = talk.heard(conversationId, saidAt);
    return new Marks(counts.heardAt(seq), null, now, open);
  }

  /** An agent's message came from another system: the customer has had it there. */
  public Marks imported() {
    return new Marks(counts.imported(), typingUntil, talk, open);
  }

  /** Never back. */
  public Marks readUpTo(long count) {
    return new Marks(counts.readUpTo(count), typingUntil, talk, open);
  }

  /** Never back. */
  public Marks fetchedUpTo(long seq) {
    return new Marks(counts.fetchedUpTo(seq), typingUntil, talk, open);
  }

  public Marks typing(Instant until) {
    return new Marks(counts, until, talk, open);
  }

  /** The entry with this number went into the conversation; one before its end tells nothing. */
  public Marks in(@Nullable String conversationId, long seq) {
    return conversationId == null || seq <= talk.ended ? this : with(talk.in(conversationId), open);
  }

  /** The conversation ended then, by the entry with this number. */
  public Marks ended(long seq, Instant at) {
    Talk ended = new Talk(null, seq, new Over(talk.id, at));
    return new Marks(counts, null, ended, open);
  }

  /** An offer is open until it expires; those that have expired are forgotten. */
  public Marks offered(long seq, @Nullable Instant expiresAt, Instant now) {
    var next = new TreeMap<>(open);
    next.values().removeIf(expiry -> !expiry.isAfter(now));
    next.put(seq, expiresAt == null ? Instant.MAX : expiresAt);
    while (next.size() > MOST_OPEN) {
      next.pollFirstEntry();
    }
    return with(talk, next);
  }

  public Marks acknowledged(long seq) {
    var next = new TreeMap<>(open);
    next.remove(seq);
    return with(talk, next);
  }

  long openOffers(Instant now) {
    return open.values().stream().filter(expiry -> expiry.isAfter(now)).count();
  }

  private Marks with(Talk talk, Map<Long, Instant> open) {
    return new Marks(counts, typingUntil, talk, open);
  }

  static Marks from(Attributes read) {
    var open = new HashMap<Long, Instant>();
    read.map("open")
        .forEach((seq, expiry) -> open.put(Long.valueOf(seq), Instant.parse(expiry.s())));
    return new Marks(
        new Counts(
            read.number("said"), read.number("read"), read.number("heard"), read.number("fetched")),
        read.optionalInstant("typingUntil").orElse(null),
        talk(read),
        open);
  }

  private static Talk talk(Attributes read) {
    Over over =
        read.optionalInstant("endedAt")
            .map(at -> new Over(read.optionalText("endedConversationId").orElse(null), at))
            .orElse(null);
    return new Talk(read.optionalText("conversationId").orElse(null), read.number("ended"), over);
  }

  Map<String, AttributeValue> item() {
    var item = new HashMap<String, AttributeValue>();
    Map.of(
            "said", said(),
            "read", read(),
            "heard", heard(),
            "fetched", fetched(),
            "ended", talk.ended)
        .forEach((name, count) -> item.put(name, AttributeValue.fromN(Long.toString(count))));
    if (typingUntil != null) {
      item.put("typingUntil", AttributeValue.fromS(typingUntil.toString()));
    }
    if (talk.id != null) {
      item.put("conversationId", AttributeValue.fromS(talk.id));
    }
    if (talk.over != null) {
      item.put("endedAt", AttributeValue.fromS(talk.over.at.toString()));
      if (talk.over.id != null) {
        item.put("endedConversationId", AttributeValue.fromS(talk.over.id));
      }
    }
    if (!open.isEmpty()) {
      var offers = new HashMap<String, AttributeValue>();
      open.forEach(
          (seq, expiry) -> offers.put(Long.toString(seq), AttributeValue.fromS(expiry.toString())));
      item.put("open", AttributeValue.fromM(offers));
    }
    return item;
  }
}
