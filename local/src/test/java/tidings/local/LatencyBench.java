package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How long customers and agents wait when little is said, and when Genesys is slow. */
final class LatencyBench {
  private static final Duration TALK = Duration.ofSeconds(45);
  private static final int TALKED = 90;
  private static final int WARM = 50;
  private static final int ROUNDS = 12;
  private static final int IN_A_ROUND = 12;
  private static final Duration ROUND = Duration.ofSeconds(3);

  private final Client client;

  private LatencyBench(Client client) {
    this.client = client;
  }

  static List<String> run() {
    try (var stack = Bench.stack(1_000_000, Map.of())) {
      Commits.begin();
      var bench = new LatencyBench(new Client(stack.uri()));
      var lines = new ArrayList<String>();
      lines.add("## How long it takes when little is said");
      lines.add("");
      lines.add("| what | count | p50 ms | p95 ms |");
      lines.add("|---|---|---|---|");
      bench.slowGenesys(lines);
      bench.fewMessages(lines);
      return lines;
    }
  }

  /** Rounds with and without the delay take turns; each begins when the last is all through. */
  private void slowGenesys(List<String> lines) {
    var traffic = new Traffic(client, Traffic.Way.CUSTOMERS);
    warm(traffic);
    var quick = new ArrayList<String>();
    var slow = new ArrayList<String>();
    for (int i = 0; i < ROUNDS; i++) {
      quick.addAll(round(traffic));
      client.post(
          "/local/genesys/faults", "{\"path\":\"/inbound/\",\"delayMs\":500,\"count\":1000000}");
      slow.addAll(round(traffic));
      client.delete("/local/genesys/faults");
    }
    List<Long> without = Traffic.micros(quick, traffic.due(), traffic.accepted());
    List<Long> with = Traffic.micros(slow, traffic.due(), traffic.accepted());
    lines.add(line("the app's POST, Genesys at once", without));
    lines.add(line("the app's POST, Genesys after 500 ms", with));
    lines.add(
        "| ratio | | %s | %s |".formatted(ratio(with, without, 50), ratio(with, without, 95)));
    var few = traffic.offer(TALKED, TALK);
    traffic.through(few);
    lines.add(
        line("the app's POST to Genesys", Traffic.micros(few, traffic.due(), traffic.arrived())));
  }

  private static void warm(Traffic traffic) {
    for (int i = 0; i < 4; i++) {
      traffic.through(traffic.burst(WARM));
    }
  }

  private static List<String> round(Traffic traffic) {
    List<String> ids = traffic.offer(IN_A_ROUND, ROUND);
    traffic.through(ids);
    return ids;
  }

  private void fewMessages(List<String> lines) {
    var traffic = new Traffic(client, Traffic.Way.AGENTS);
    warm(traffic);
    var seen = new ConcurrentHashMap<String, Instant>();
    var ids = new ArrayList<String>();
    Instant start = Instant.now();
    for (int i = 0; i < TALKED; i++) {
      Traffic.waitUntil(start.plus(TALK.multipliedBy(i).dividedBy(TALKED)));
      String id = traffic.burst(1).getFirst();
      ids.add(id);
      seen.put(id, readable(id));
    }
    traffic.through(ids);
    var accepted = new HashMap<>(traffic.accepted());
    lines.add(line("agent's message accepted to readable by poll", micros(ids, accepted, seen)));
    lines.add(
        line("agent's message accepted to push at SNS", micros(ids, accepted, traffic.arrived())));
  }

  private static List<Long> micros(
      List<String> ids, Map<String, Instant> from, Map<String, Instant> until) {
    return Traffic.micros(ids, from, until);
  }

  /** The first customer's phone asks until it has the message. */
  private Instant readable(String id) {
    var customer = client.customer("agents-0");
    Client.eventually(customer::transcript, page -> has(page, id));
    return Instant.now();
  }

  private static boolean has(JsonNode page, String id) {
    return Client.values(page.path("messages"), "id").contains(id);
  }

  private static String line(String what, List<Long> micros) {
    return "| %s | %d | %s | %s |"
        .formatted(what, micros.size(), millis(micros, 50), millis(micros, 95));
  }

  static String millis(List<Long> micros, int percent) {
    return "%.1f".formatted(Crowd.percentile(micros, percent) / 1000.0);
  }

  private static String ratio(List<Long> with, List<Long> without, int percent) {
    double ratio = (double) Crowd.percentile(with, percent) / Crowd.percentile(without, percent);
    return "%.2f".formatted(ratio);
  }
}
