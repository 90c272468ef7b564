package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** One conversation in a stack that has grown, and how long each act in it takes. */
final class Conversation {
  /** What a poll sets going goes on behind it. */
  private static final Duration REST = Duration.ofMillis(300);

  private final Client client;
  private final String user;
  private final Client.Customer customer;
  private final int limit;
  private final Map<Act, List<Long>> micros = new EnumMap<>(Act.class);
  private final Map<Act, Reads> reads = new EnumMap<>(Act.class);
  private String cursor;

  /** What is measured. */
  enum Act {
    LATEST("poll, the latest"),
    AFTER("poll, one new after the cursor"),
    ROW("webhook, accepted to row");

    final String words;

    Act(String words) {
      this.words = words;
    }
  }

  /** What an act reads and writes of the table. */
  record Reads(long items, double units) {}

  /**
   * With at least one message.
   *
   * @param limit so many messages are the latest
   */
  Conversation(Client client, String user, int limit) {
    this.client = client;
    this.user = user;
    this.customer = client.customer(user);
    this.limit = limit;
    says();
    this.cursor = customer.read("?limit=1").json().path("cursor").asText();
  }

  /** An agent says something; returns how long it was on its way to its row. */
  Duration says() {
    String id = UUID.randomUUID().toString();
    if (Agent.says(client, user, id).status() != 200) {
      throw new IllegalStateException("not accepted");
    }
    Instant accepted = Instant.now();
    while (!Commits.rows().containsKey(id)) {
      LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
    }
    return Duration.between(accepted, Commits.rows().get(id));
  }

  /** Everything once, counting what it reads: that takes longer. */
  void count() {
    counted(Act.ROW, "ProjectorFunction", this::says);
    counted(Act.AFTER, "TranscriptFunction", this::after);
    counted(Act.LATEST, "TranscriptFunction", this::latest);
  }

  private void counted(Act act, String function, Supplier<Duration> work) {
    Tally.begin();
    Tally.awaitRest(REST);
    Tally.begin();
    Duration _ = work.get();
    Tally.awaitRest(REST);
    long items = Tally.items(function);
    double units =
        Tally.end().stream()
            .filter(call -> call.function().equals(function))
            .mapToDouble(Tally.Call::units)
            .sum();
    reads.put(act, new Reads(items, units));
  }

  /** Everything once, against the clock. */
  void measure() {
    note(Act.ROW, says());
    note(Act.AFTER, after());
    note(Act.LATEST, latest());
  }

  /** Forgets what was measured so far. */
  void forget() {
    micros.clear();
  }

  private void note(Act act, Duration took) {
    micros.computeIfAbsent(act, _ -> new ArrayList<>()).add(took.toNanos() / 1000);
  }

  private Duration latest() {
    return polled("?limit=" + limit);
  }

  private Duration after() {
    return polled("?limit=50&cursor=" + cursor);
  }

  private Duration polled(String query) {
    Instant start = Instant.now();
    JsonNode page = customer.read(query).json();
    Duration took = Duration.between(start, Instant.now());
    if (page.path("messages").isEmpty()) {
      throw new IllegalStateException("nothing there: " + page);
    }
    cursor = page.path("cursor").asText();
    return took;
  }

  double median(Act act) {
    return LoadBench.median(micros.get(act).stream().map(each -> each / 1000.0));
  }

  Reads reads(Act act) {
    return reads.get(act);
  }
}
