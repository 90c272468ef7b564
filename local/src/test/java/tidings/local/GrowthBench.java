package tidings.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a poll and a webhook take in tables and conversations from small to large, side by side. */
final class GrowthBench implements AutoCloseable {
  private static final List<Integer> TABLES = List.of(100, 1_000, 10_000, 100_000, 1_000_000);
  private static final List<Integer> CONVERSATIONS = List.of(10, 100, 1_000, 10_000, 100_000);
  private static final Duration TO_FILL = Duration.ofMinutes(6);
  private static final Duration TO_MEASURE = Duration.ofMinutes(2);
  private static final int PAGE = 50;
  private static final int SHORT_PAGE = 10;
  private static final int WARM = 15;
  private static final int ROUNDS = 100;

  private final List<Stack> stacks = new ArrayList<>();
  private final Path template;

  /** Each size in a table of its own; nothing reads the stream, which would be the bench's load. */
  private GrowthBench(Path folder) throws IOException {
    String without =
        Bench.templateWithout("DynamoDB")
            .replace("      StreamSpecification:\n        StreamViewType: NEW_IMAGE\n", "")
            .replace("!GetAtt ChatTable.StreamArn", "!GetAtt ChatTable.Arn");
    this.template = Files.writeString(folder.resolve("template.yaml"), without);
  }

  static List<String> run() throws IOException {
    Commits.begin();
    var lines = new ArrayList<String>();
    var plots = new ArrayList<Plot>();
    try (var bench = new GrowthBench(Files.createTempDirectory("growth"))) {
      var conversations = bench.conversations();
      var tables = bench.tables();
      measure(List.of(conversations, tables));
      report("messages in the table", "the latest 50", tables, lines, plots);
      report("messages in the conversation", "the latest 10", conversations, lines, plots);
    }
    Bench.write("growth.svg", Plot.svg(plots));
    return lines;
  }

  private NavigableMap<Long, Conversation> tables() {
    var tables = new TreeMap<Long, Conversation>();
    Instant end = Instant.now().plus(TO_FILL);
    for (int size : TABLES) {
      var client = started();
      var conversation = new Conversation(client, "grown", PAGE);
      var rows = new Rows(client);
      rows.grow(rows.heads().getFirst(), PAGE);
      long written = PAGE + rows.others(size - PAGE, end);
      tables.put(written, conversation);
    }
    return tables;
  }

  private NavigableMap<Long, Conversation> conversations() {
    var client = started();
    var rows = new Rows(client);
    var conversations = new TreeMap<Long, Conversation>();
    var heads = new TreeMap<Long, Map<String, AttributeValue>>();
    for (long size : CONVERSATIONS) {
      var before = rows.heads();
      conversations.put(size, new Conversation(client, "grown" + size, SHORT_PAGE));
      heads.put(size, Rows.added(before, rows.heads()));
    }
    heads.forEach((size, head) -> rows.grow(head, size));
    return conversations;
  }

  private Client started() {
    stacks.add(Bench.stack(template, 1_000_000, Map.of()));
    return new Client(stacks.getLast().uri());
  }

  /** All sizes take turns, in another order each time. */
  private static void measure(List<NavigableMap<Long, Conversation>> groups) {
    var all = new ArrayList<Conversation>();
    groups.forEach(group -> all.addAll(group.values()));
    var order = new Random(1);
    for (int i = 0; i < WARM; i++) {
      all.forEach(Conversation::measure);
    }
    all.forEach(Conversation::count);
    all.forEach(Conversation::forget);
    Instant end = Instant.now().plus(TO_MEASURE);
    for (int i = 0; i < ROUNDS && Instant.now().isBefore(end); i++) {
      Collections.shuffle(all, order);
      all.forEach(Conversation::measure);
    }
  }

  private static void report(
      String what,
      String latest,
      NavigableMap<Long, Conversation> sizes,
      List<String> lines,
      List<Plot> plots) {
    var ofAll = new ArrayList<Plot.Line>();
    lines.add("## From %,d to %,d %s".formatted(sizes.firstKey(), sizes.lastKey(), what));
    lines.add("");
    lines.add("A page is %s.".formatted(latest));
    lines.add("");
    lines.add(
        "| act | %s | median ms | to the smallest | items read | capacity units |".formatted(what));
    lines.add("|---|---|---|---|---|---|");
    for (Conversation.Act act : Conversation.Act.values()) {
      double first = sizes.firstEntry().getValue().median(act);
      var points = new ArrayList<Plot.Point>();
      sizes.forEach(
          (size, conversation) -> {
            double median = conversation.median(act);
            Conversation.Reads reads = conversation.reads(act);
            points.add(new Plot.Point(size, median));
            lines.add(
                String.format(
                    Locale.ROOT,
                    "| %s | %,d | %.1f | %.2f | %d | %.1f |",
                    act.words,
                    size,
                    median,
                    median / first,
                    reads.items(),
                    reads.units()));
          });
      ofAll.add(new Plot.Line(act.words, points));
    }
    lines.add("");
    plots.add(new Plot("Median milliseconds", what, ofAll));
  }

  @Override
  public void close() {
    stacks.forEach(Stack::close);
  }
}
