package tidings.local;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What gets through each way, and how fast, at rising rates; beside it what the engines can do. */
final class LoadBench {
  private static final int WARM = 200;
  private static final Duration BURST = Duration.ofSeconds(5);
  private static final int ROUNDS = 3;
  private static final Duration STEP = Duration.ofSeconds(6);
  private static final Duration STEPS = Duration.ofSeconds(80);
  private static final int FIRST_RATE = 5;

  /** Less than this share of what is offered gets through: it is saturated. */
  private static final double KEEPS_UP = 0.8;

  private final Traffic.Way way;
  private final Traffic traffic;
  private final Client client;
  private final List<String> lines;
  private final List<Step> steps = new ArrayList<>();
  private int size = WARM;

  /** What was offered and reached, a second; the times are added at the end. */
  private record Step(double offered, double reached, List<String> ids, Use use) {}

  private record Burst(double aSecond, Use use) {}

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
    traffic.through(traffic.burst(WARM));
    Counts counts = counted();
    int workers = best(raw, counts);
    lines.add("## From " + way.title);
    lines.add("");
    double limit = saturated(raw, counts, workers);
    rise();
    lines.addAll(table());
    double most = steps.stream().mapToDouble(Step::reached).max().orElseThrow();
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "At most %.1f a second: %.0f %% of the engines.",
            most,
            100 * most / limit));
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

  private Counts counted() {
    size = Math.toIntExact(Math.round(Math.clamp(burst().aSecond * seconds(BURST), 60, 1000)));
    Tally.begin();
    traffic.through(traffic.burst(size));
    return Counts.of(Tally.endOfAll(), size);
  }

  /** How many at once the engines alone get on with best. */
  private int best(RawEngines raw, Counts counts) {
    raw.run(counts, size, Traffic.CUSTOMERS);
    return Stream.of(1, 2, 5, 10, Traffic.CUSTOMERS)
        .min(Comparator.comparing(workers -> raw.run(counts, size, workers)))
        .orElseThrow();
  }

  /** Bursts of the pipeline and of the engines alone take turns; returns what the latter reach. */
  private double saturated(RawEngines raw, Counts counts, int workers) {
    var ours = new ArrayList<Burst>();
    var theirs = new ArrayList<Burst>();
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < ROUNDS; i++) {
      ours.add(burst());
      Use before = Use.now();
      Duration took = raw.run(counts, size, workers);
      theirs.add(new Burst(size / seconds(took), Use.now().since(before)));
      ratios.add(ours.getLast().aSecond / theirs.getLast().aSecond);
    }
    lines.add(
        String.format(Locale.ROOT, "A burst of %d messages, %d times, medians:", size, ROUNDS));
    lines.add("");
    lines.add("| | messages a second | CPU ms a message | KB allocated a message |");
    lines.add("|---|---|---|---|");
    lines.add(line("the pipeline, until all is through", ours));
    lines.add(line("the engines alone, the same calls by %d at once".formatted(workers), theirs));
    double ratio = median(ratios.stream());
    lines.add(String.format(Locale.ROOT, "| ratio | %.0f %% | | |", 100 * ratio));
    if (ratio > 1) {
      lines.add("");
      lines.add(
          "The engines alone were slower, so their figure is no limit and the ratio says nothing.");
    }
    lines.add("");
    return median(theirs.stream().map(Burst::aSecond));
  }

  private Burst burst() {
    Use before = Use.now();
    Instant start = Instant.now();
    List<String> ids = traffic.burst(size);
    Duration took = Duration.between(start, traffic.through(ids));
    return new Burst(ids.size() / seconds(took), Use.now().since(before));
  }

  private String line(String what, List<Burst> bursts) {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.1f | %.0f |",
        what,
        median(bursts.stream().map(Burst::aSecond)),
        median(bursts.stream().map(burst -> burst.use.millisEach(size))),
        median(bursts.stream().map(burst -> (double) burst.use.kilobytesEach(size))));
  }

  /** Doubles the rate until the pipeline does not keep up. */
  private void rise() {
    Instant end = Instant.now().plus(STEPS);
    boolean keepsUp = true;
    for (int rate = FIRST_RATE; keepsUp && Instant.now().isBefore(end); rate *= 2) {
      int count = Math.toIntExact(rate * STEP.toSeconds());
      Use before = Use.now();
      Instant start = Instant.now();
      List<String> ids = traffic.offer(count, STEP);
      Duration took = Duration.between(start, traffic.through(ids));
      steps.add(new Step(rate, ids.size() / seconds(took), ids, Use.now().since(before)));
      keepsUp = steps.getLast().reached > KEEPS_UP * rate;
    }
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
      Map<String, List<Long>> times = traffic.steps(step.ids);
      rows.add(
          String.format(
              Locale.ROOT,
              "| %.0f | %.1f | %s | %s | %s | %s | %.1f | %d |",
              step.offered,
              step.reached,
              both(times.get("accepted")),
              both(times.get("row")),
              both(times.get("onward")),
              both(times.get("all")),
              step.use.millisEach(step.ids.size()),
              step.use.kilobytesEach(step.ids.size())));
    }
    return rows;
  }

  private static String both(List<Long> micros) {
    return LatencyBench.millis(micros, 50) + " / " + LatencyBench.millis(micros, 99);
  }

  private List<Plot> plots(double limit) {
    var reached = points(steps.stream(), Step::reached);
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
    return Crowd.percentile(traffic.steps(step.ids).get("all"), percent) / 1000.0;
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
