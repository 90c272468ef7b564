package tidings.projector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tidings.message.Delivery;

/** What a conversation is after these acts, each of which was carried out once, in this order. */
final class Model {
  static final Delivery.Failure FAILED_LATER =
      new Delivery.Failure("RateLimited", "Too many.", true, true).forCustomers();
  static final Delivery.Failure NOT_SENT =
      new Delivery.Failure("expired", "It took too long.", true, false);

  private final LinkedHashMap<String, Optional<Delivery>> rows = new LinkedHashMap<>();
  private final Map<String, Named> named = new HashMap<>();
  private final Map<String, Boolean> waiting = new HashMap<>();
  private final Set<String> forwards = new LinkedHashSet<>();
  private final Set<String> parked = new LinkedHashSet<>();
  private long said;
  private long read;
  private int acts;
  private int erased = Integer.MIN_VALUE;

  private record Named(String id, int attempt) {}

  /** One thing that is told to the projector; the same may be told again at any time. */
  sealed interface Act {
    /** Accepted so many acts before it comes. */
    record Post(String id, int ago) implements Act {}

    record Say(String id, int ago) implements Act {}

    record Sent(String id, int attempt) implements Act {}

    record NotSent(String id, int attempt) implements Act {}

    record Receipt(String id, int attempt, boolean published) implements Act {}

    record Resend(String id, int attempt) implements Act {}

    record Read(long said) implements Act {}

    /** What was accepted before and comes later counts for nothing. */
    record Erase() implements Act {}
  }

  /** The messages in order, the customer's with their states. */
  Map<String, Optional<Delivery>> rows() {
    return rows;
  }

  List<String> order() {
    return new ArrayList<>(rows.keySet());
  }

  /** The attempts that Genesys must get, as id and number. */
  Set<String> forwards() {
    return forwards;
  }

  /** The attempts that Genesys took and reported as failed, as id and number. */
  Set<String> parked() {
    return parked;
  }

  long unread() {
    return said - read;
  }

  void follow(Act act) {
    acts++;
    switch (act) {
      case Act.Post(String id, int ago) -> {
        if (acts - ago > erased
            && rows.putIfAbsent(id, Optional.of(Delivery.accepted(1))) == null) {
          forwards.add(id + "/1");
        }
      }
      case Act.Say(String id, int ago) -> {
        if (acts - ago > erased && rows.putIfAbsent(id, Optional.empty()) == null) {
          said++;
        }
      }
      case Act.Erase _ -> erase();
      case Act.Sent(String id, int attempt) -> sent(id, attempt);
      case Act.NotSent(String id, int attempt) -> advance(id, Delivery.failed(attempt, NOT_SENT));
      case Act.Receipt receipt -> receipt(receipt);
      case Act.Resend(String id, int attempt) -> resend(id, attempt);
      case Act.Read(long count) -> read = Math.max(read, Math.min(count, said));
    }
  }

  private void erase() {
    erased = acts;
    rows.clear();
    named.clear();
    waiting.clear();
    said = 0;
    read = 0;
  }

  static String genesysId(String id, int attempt) {
    return "g-" + id + "-" + attempt;
  }

  private void sent(String id, int attempt) {
    if (!rows.containsKey(id)) {
      return;
    }
    String genesysId = genesysId(id, attempt);
    advance(id, Delivery.sent(attempt));
    named.putIfAbsent(genesysId, new Named(id, attempt));
    if (waiting.containsKey(genesysId)) {
      receipt(new Act.Receipt(id, attempt, waiting.get(genesysId)));
    }
  }

  private void receipt(Act.Receipt receipt) {
    String id = receipt.id();
    String genesysId = genesysId(id, receipt.attempt());
    boolean known = named.containsKey(genesysId);
    if (receipt.published() && (known || rows.containsKey(id))) {
      advance(id, Delivery.published(rows.get(id).orElseThrow().attempt()));
    } else if (known) {
      Delivery failed = Delivery.failed(named.get(genesysId).attempt(), FAILED_LATER);
      advance(id, failed);
      if (rows.getOrDefault(id, Optional.empty()).equals(Optional.of(failed))) {
        parked.add(id + "/" + failed.attempt());
      }
    } else {
      waiting.putIfAbsent(genesysId, receipt.published());
    }
  }

  private void resend(String id, int attempt) {
    Optional<Delivery> now = rows.getOrDefault(id, Optional.empty());
    if (now.isPresent() && now.get().attempt() + 1 == attempt) {
      advance(id, Delivery.accepted(attempt));
    }
    if (rows.getOrDefault(id, Optional.empty()).equals(Optional.of(Delivery.accepted(attempt)))) {
      forwards.add(id + "/" + attempt);
    }
  }

  private void advance(String id, Delivery report) {
    rows.computeIfPresent(id, (_, now) -> now.map(state -> state.advancedBy(report).orElse(state)));
  }
}
