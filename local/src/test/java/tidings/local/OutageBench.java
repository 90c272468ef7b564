package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import tidings.message.MessageJson;

/** An outage of Genesys at three messages a second, with its real rate limit. */
final class OutageBench {
  private static final int A_SECOND = 3;
  private static final int CUSTOMERS = 30;
  private static final int GENESYS_PER_MINUTE = 300;
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration LONGEST_RECOVERY = Duration.ofMinutes(40);

  private OutageBench() {}

  /** An outage that the budgets outlast: all must arrive. */
  static List<String> outlasted(Duration outage) {
    return run("within the budget", outage, Map.of());
  }

  /** An outage longer than the budget: some are parked. */
  static List<String> givenUp(Duration outage, Duration budget) {
    String seconds = Long.toString(budget.toSeconds());
    return run("with a budget of " + seconds + " s", outage, Map.of("OutageRetrySeconds", seconds));
  }

  private static List<String> run(String how, Duration outage, Map<String, String> parameters) {
    try (var stack = Bench.stack(GENESYS_PER_MINUTE, parameters)) {
      var client = new Client(stack.uri());
      try (var crowd = new Crowd(client, "customer", CUSTOMERS)) {
        crowd.talk("before", 30, Duration.ofSeconds(10));
        Instant from = Instant.now();
        client.post(
            "/local/genesys/faults", "{\"path\":\"/inbound/\",\"status\":503,\"count\":1000000}");
        crowd.talk("during", Math.toIntExact(outage.toSeconds() * A_SECOND), outage);
        Instant until = Instant.now();
        client.delete("/local/genesys/faults");
        Ends ends = ends(crowd, new Operator(stack.uri(), Clock.systemUTC()), until);
        var lines = new ArrayList<String>();
        lines.add("## Outage of %d s %s".formatted(outage.toSeconds(), how));
        lines.add("");
        lines.addAll(ends.table(crowd, from, until));
        return lines;
      }
    }
  }

  /** Looks until every message was taken or parked. */
  private static Ends ends(Crowd crowd, Operator operator, Instant until) {
    while (true) {
      var ends = Ends.of(crowd.calls(), operator);
      boolean over = until.plus(LONGEST_RECOVERY).isBefore(Instant.now());
      if (over || ends.count() >= crowd.said().size()) {
        return ends;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** What became of the messages: taken by Genesys or parked, by customer. */
  private record Ends(
      List<JsonNode> calls, Map<String, List<String>> taken, Map<String, TreeSet<String>> parked) {

    static Ends of(List<JsonNode> calls, Operator operator) {
      var parked = new TreeMap<String, TreeSet<String>>();
      operator.run("parked", "--show-body").out().lines().forEach(line -> note(parked, line));
      return new Ends(calls, Crowd.taken(calls), parked);
    }

    private static void note(Map<String, TreeSet<String>> parked, String line) {
      if (line.startsWith("    {")) {
        var errand = MessageJson.read(line.strip(), JsonNode.class);
        parked
            .computeIfAbsent(errand.at("/chat/userId").asText(), _ -> new TreeSet<>())
            .add(errand.at("/message/id").asText());
      }
    }

    int count() {
      return size(taken) + size(parked);
    }

    private static int size(Map<String, ? extends Collection<String>> all) {
      return all.values().stream().mapToInt(Collection::size).sum();
    }

    List<String> table(Crowd crowd, Instant from, Instant until) {
      var lines = new ArrayList<String>();
      lines.add("| | |");
      lines.add("|---|---|");
      lines.add("| said, by %d customers | %d |".formatted(CUSTOMERS, crowd.said().size()));
      lines.add("| taken by Genesys | %d |".formatted(size(taken)));
      lines.add("| taken twice | %d |".formatted(size(taken) - distinct()));
      lines.add("| parked | %d |".formatted(size(parked)));
      lines.add("| neither | %d |".formatted(crowd.said().size() - distinct() - untaken()));
      lines.add("| both | %d |".formatted(size(parked) - untaken()));
      lines.add("| customers out of order | %d |".formatted(outOfOrder()));
      lines.add("| calls during the outage | %d |".formatted(calls(from, until)));
      lines.add("| most calls in a minute of it | %d |".formatted(most(from, until)));
      lines.add("| calls that met the rate limit | %d |".formatted(limited()));
      lines.add("| from its end to the first message taken | %s |".formatted(after(until, false)));
      lines.add("| from its end to the last message taken | %s |".formatted(after(until, true)));
      parked.forEach(
          (customer, ids) -> lines.add("| parked of %s | %s |".formatted(customer, ids)));
      return lines;
    }

    private long distinct() {
      return taken.values().stream().flatMap(List::stream).distinct().count();
    }

    private long untaken() {
      return parked.entrySet().stream()
          .mapToLong(
              each ->
                  each.getValue().stream()
                      .filter(id -> !taken.getOrDefault(each.getKey(), List.of()).contains(id))
                      .count())
          .sum();
    }

    private long outOfOrder() {
      return taken.values().stream()
          .map(texts -> texts.stream().map(text -> text.replaceFirst(".*-", "")).toList())
          .filter(texts -> !texts.equals(texts.stream().sorted().toList()))
          .count();
    }

    private long calls(Instant from, Instant until) {
      return calls.stream().map(Ends::time).filter(at -> within(at, from, until)).count();
    }

    private long most(Instant from, Instant until) {
      return calls.stream()
          .map(Ends::time)
          .filter(at -> within(at, from, until))
          .collect(
              Collectors.groupingBy(
                  at -> Duration.between(from, at).toMinutes(), Collectors.counting()))
          .values()
          .stream()
          .mapToLong(Long::longValue)
          .max()
          .orElse(0);
    }

    private long limited() {
      return calls.stream().filter(call -> call.path("status").asInt() == 429).count();
    }

    private Duration after(Instant until, boolean last) {
      var times =
          calls.stream()
              .filter(call -> call.path("status").asInt() == 200)
              .map(Ends::time)
              .filter(at -> at.isAfter(until))
              .sorted()
              .toList();
      Instant at = times.isEmpty() ? until : last ? times.getLast() : times.getFirst();
      return Duration.ofSeconds(Duration.between(until, at).toSeconds());
    }

    private static Instant time(JsonNode call) {
      return Instant.parse(call.path("time").asText());
    }

    private static boolean within(Instant at, Instant from, Instant until) {
      return !at.isBefore(from) && at.isBefore(until);
    }
  }
}
