package tidings.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What gets through each way, and how fast, at rising rates; beside it what the engines can do. */
final class LoadBench {
  private static final int FIRST = 200;
  private static final Duration WARM_UP = Duration.ofMinutes(1);
  private static final Duration BURST = Duration.ofSeconds(5);
  private static final int ROUNDS = 3;
  private static final Duration STEP = Duration.ofSeconds(6);
  private static final Duration SUSTAINED = Duration.ofSeconds(20);
  private static final int HALVINGS = 3;
  private static final int FIRST_RATE = 5;

  /** Less than this share of what is offered gets through: it is saturated. */
  private static final double KEEPS_UP = 0.8;

  private final Traffic.Way way;
  private final Traffic traffic;
  private final Client client;
  private final List<String> lines;
  private final List<Step> steps = new ArrayList<>();
  private final Map<Step, Map<String, List<Long>>> times = new HashMap<>();
  private int size = FIRST;

  /** What was offered a second and what was reached; the times are added at the end. */
  private record Step(int offered, Reached reached, List<String> ids) {}

  private LoadBench(Traffic.Way way, Client client, List<String> lines) {
    this.way = way;
    this.client = client;
    this.lines = lines;
    this.traffic = new Traffic(client, way);
  }

  static List<String> run() throws IOException {
    var lines = new ArrayList<String>();
    var plots = new ArrayList<Plot>();
    for (Traffic.Way way : Traffic.Way.values()) {
      try (var stack = Bench.stack(1_000_000, Map.of())) {
        Commits.begin();
        plots.addAll(new LoadBench(way, new Client(stack.uri()), lines).measured());
        Bench.write("load.md", String.join("\n", lines) + "\n");
      }
    }
    Bench.write("load.svg", Plot.svg(plots));
    return lines;
  }

  private List<Plot> measured() {
    var raw = new RawEngines(client);
    warmUp();
    Counts counts = counted();
    int workers = best(raw, counts);
    lines.add("## From " + way.title);
    lines.add("");
    rise();
    double limit = compared(raw, counts, workers);
    steps.forEach(step -> times.put(step, traffic.steps(step.ids)));
    lines.addAll(table());
    lines.add("");
    lines.add("| calls for a message, as counted | |");
    lines.add("|---|---|");
    counts.each().forEach((call, each) -> lines.add(row(call, each)));
    lines.add(row("items of a transaction", counts.items()));
    lines.add("");
    return plots(limit);
  }

  private static String row(String what, double each) {
    return String.format(Locale.ROOT, "| %s | %.2f |", what, each);
  }

  /** Until the compiler has seen what is measured. */
  private void warmUp() {
    Instant end = Instant.now().plus(WARM_UP);
    while (Instant.now().isBefore(end)) {
      burst();
    }
  }

  private Counts counted() {
    size = Math.toIntExact(Math.round(Math.clamp(burst().aSecond() * seconds(BURST), 60, 1000)));
    Tally.begin();
    traffic.through(traffic.burst(size));
    return Counts.of(Tally.endOfAll(), size);
  }

  /** How many at once the engines alone get on with best. */
  private int best(RawEngines raw, Counts counts) {
    raw.run(counts, size, Traffic.CUSTOMERS);
    return Stream.of(1, 2, 5, 10, Traffic.CUSTOMERS)
        .max(Comparator.comparing(workers -> raw.run(counts, size, workers).aSecond()))
        .orElseThrow();
  }

  /**
   * The rate at which most gets through, bursts, and the engines alone take turns; returns what the
   * latter reach.
   */
  private double compared(RawEngines raw, Counts counts, int workers) {
    int rate = Collections.max(steps, Comparator.comparing(step -> step.reached.aSecond())).offered;
    var sustained = new ArrayList<Reached>();
    var bursts = new ArrayList<Reached>();
    var engines = new ArrayList<Reached>();
    for (int i = 0; i < ROUNDS; i++) {
      sustained.add(step(rate, SUSTAINED).reached);
      engines.add(raw.run(counts, size, workers));
      bursts.add(burst());
    }
    lines.add("In turns, %d times, medians:".formatted(ROUNDS));
    lines.add("");
    lines.add(
        "| | messages a second | to the engines in its turn | CPU ms a message | KB a message |");
    lines.add("|---|---|---|---|---|");
    lines.add(line("the engines alone, %d at once".formatted(workers), engines, engines));
    lines.add(line("the pipeline, offered %d a second".formatted(rate), sustained, engines));
    lines.add(line("the pipeline, a burst of %d".formatted(size), bursts, engines));
    lines.add("");
    return median(engines.stream().map(Reached::aSecond));
  }

  private Reached burst() {
    return Reached.by(size, () -> traffic.through(traffic.burst(size)));
  }

  private static String line(String what, List<Reached> ours, List<Reached> theirs) {
    var ratios =
        IntStream.range(0, ROUNDS)
            .mapToObj(i -> ours.get(i).aSecond() / theirs.get(i).aSecond())
            .toList();
    return String.format(
        Locale.ROOT,
        "| %s | %.1f | %.0f %% (%.0f to %.0f) | %.1f | %.0f |",
        what,
        median(ours.stream().map(Reached::aSecond)),
        100 * median(ratios.stream()),
        100 * Collections.min(ratios),
        100 * Collections.max(ratios),
        median(ours.stream().map(Reached::processorMs)),
        median(ours.stream().map(Reached::kilobytes)));
  }

  /** Doubles the rate until the pipeline does not keep up, and then looks for where that begins. */
  private void rise() {
    int kept = 0;
    int rate = FIRST_RATE;
    while (keepsUp(rate)) {
      kept = rate;
      rate *= 2;
    }
    int tooMany = rate;
    for (int i = 0; i < HALVINGS; i++) {
      rate = (kept + tooMany) / 2;
      if (keepsUp(rate)) {
        kept = rate;
      } else {
        tooMany = rate;
      }
    }
    steps.sort(Comparator.comparing(Step::offered));
  }

  private boolean keepsUp(int rate) {
    steps.add(step(rate, STEP));
    return steps.getLast().reached.aSecond() > KEEPS_UP * rate;
  }

  private Step step(int rate, Duration time) {
    int count = Math.toIntExact(rate * time.toSeconds());
    var ids = new ArrayList<String>();
    Reached reached =
        Reached.by(
            count,
            () -> {
              ids.addAll(traffic.offer(count, time));
              traffic.through(ids);
            });
    return new Step(rate, reached, ids);
  }

  private List<String> table() {
    var rows = new ArrayList<String>();
    rows.add(
        String.format(
            Locale.ROOT,
            "| offered a second | reached | accepted p50/p99 ms | row | %s | end to end |"
                + " CPU ms a message | KB a message |",
            way.arrival));
    rows.add("|---|---|---|---|---|---|---|---|");
    for (Step step : steps) {
      Map<String, List<Long>> taken = times.getOrDefault(step, Map.of());
      rows.add(
          String.format(
              Locale.ROOT,
              "| %d | %.1f | %s | %s | %s | %s | %.1f | %.0f |",
              step.offered,
              step.reached.aSecond(),
              both(taken.get("accepted")),
              both(taken.get("row")),
              both(taken.get("onward")),
              both(taken.get("all")),
              step.reached.processorMs(),
              step.reached.kilobytes()));
    }
    return rows;
  }

  private static String both(List<Long> micros) {
    return LatencyBench.millis(micros, 50) + " / " + LatencyBench.millis(micros, 99);
  }

  private List<Plot> plots(double limit) {
    var reached = points(steps.stream(), step -> step.reached.aSecond());
    var offered = points(steps.stream(), Step::offered);
    var engines = points(steps.stream(), _ -> limit);
    return List.of(
        new Plot(
            "From " + way.title + ": messages a second",
            "offered a second",
            List.of(
                new Plot.Line("offered", offered),
                new Plot.Line("reached", reached),
                new Plot.Line("the engines alone", engines))),
        new Plot(
            "From " + way.title + ": milliseconds end to end",
            "offered a second",
            List.of(
                new Plot.Line("p50", points(steps.stream(), step -> millis(step, 50))),
                new Plot.Line("p99", points(steps.stream(), step -> millis(step, 99))))));
  }

  private double millis(Step step, int percent) {
    return Crowd.percentile(times.getOrDefault(step, Map.of()).get("all"), percent) / 1000.0;
  }

  private static List<Plot.Point> points(Stream<Step> steps, ToDoubleFunction<Step> y) {
    return steps.map(step -> new Plot.Point(step.offered, y.applyAsDouble(step))).toList();
  }

  static double median(Stream<Double> values) {
    var sorted = values.sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
