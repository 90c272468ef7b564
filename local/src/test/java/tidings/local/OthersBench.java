package tidings.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What others notice of 50 customers whose messages fail. */
final class OthersBench {
  private static final int FAILING = 50;
  private static final int A_SECOND = 4;

  private OthersBench() {}

  /** Quiet, failing and quiet again, each for this time, in one run. */
  static List<String> run(Duration time) {
    var lines = new ArrayList<String>();
    lines.add("## %d customers failing for %d s".formatted(FAILING, time.toSeconds()));
    lines.add("");
    lines.add(
        "From the app's request to Genesys, %d messages a second of 40 other customers; no rate"
                .formatted(A_SECOND)
            + " limit; template defaults.");
    lines.add("");
    lines.add("| failure | phase | messages | median ms | p95 ms | to quiet |");
    lines.add("|---|---|---|---|---|---|");
    lines.addAll(struck("HTTP 503", "\"status\":503", time));
    lines.addAll(struck("no answer", "\"hang\":true", time));
    return lines;
  }

  private static List<String> struck(String name, String effect, Duration time) {
    try (var stack = Bench.stack(1_000_000, Map.of())) {
      var client = new Client(stack.uri());
      try (var others = new Crowd(client, "other", 40);
          var failing = new Crowd(client, "failing", FAILING)) {
        int count = Math.toIntExact(time.toSeconds() * A_SECOND);
        startInstances(client, failing);
        others.talk("warm", count / 2, time.dividedBy(2));
        others.talk("before", count, time);
        for (String customer : failing.names()) {
          client.post(
              "/local/genesys/faults",
              "{\"userId\":\"%s\",\"count\":1000000,%s}".formatted(customer, effect));
        }
        failing.talk("fails", FAILING, Duration.ofSeconds(1));
        others.talk("during", count, time);
        client.delete("/local/genesys/faults");
        failing.talk("passes", 1, time.dividedBy(2));
        others.talk("after", count, time);
        Client.eventually(() -> arrived(others), arrived -> arrived == others.said().size());
        return lines(name, others, failing);
      }
    }
  }

  /**
   * Has as many instances of the dispatcher as the failing will take. On AWS each starts on
   * processors of its own; here their starts would be taken from the others.
   */
  private static void startInstances(Client client, Crowd failing) {
    for (String customer : failing.names()) {
      client.post(
          "/local/genesys/faults",
          "{\"userId\":\"%s\",\"count\":1,\"delayMs\":5000}".formatted(customer));
    }
    failing.talk("starts", FAILING, Duration.ofSeconds(1));
    Client.eventually(() -> arrived(failing), arrived -> arrived == FAILING);
  }

  private static int arrived(Crowd crowd) {
    return Crowd.taken(crowd.calls()).values().stream().mapToInt(List::size).sum();
  }

  private static List<String> lines(String name, Crowd others, Crowd failing) {
    var calls = others.calls();
    var quiet = new ArrayList<>(others.latencies("before", calls));
    quiet.addAll(others.latencies("after", calls));
    quiet.sort(null);
    var during = others.latencies("during", calls);
    double ratio = (double) Crowd.percentile(during, 95) / Crowd.percentile(quiet, 95);
    return List.of(
        line(name, "quiet", quiet, "1.00"),
        line(name, "failing", during, "%.2f".formatted(ratio)),
        "| %s | requests for the failing | %d | | | |".formatted(name, failing.calls().size()));
  }

  private static String line(String name, String phase, List<Long> latencies, String ratio) {
    return "| %s | %s | %d | %d | %d | %s |"
        .formatted(
            name,
            phase,
            latencies.size(),
            Crowd.percentile(latencies, 50),
            Crowd.percentile(latencies, 95),
            ratio);
  }
}
