package tidings.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the local stack under load; prints Markdown and writes it to target/bench. */
final class Bench {
  private static final String NAMES = "others, outage, parking, load, growth, latency, cold, micro";

  private Bench() {}

  static final Path TEMPLATE = Path.of("../template.yaml");
  static final Path FOLDER = Path.of("target", "bench");

  /** Takes what to measure: others, outage, parking, load, growth, latency, cold, micro. */
  public static void main(String[] arguments) throws IOException {
    var out = System.out;
    // The functions' log is not what is measured, nor is whoever reads it.
    System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
    for (String name : arguments[0].split(",", -1)) {
      List<String> lines =
          switch (name) {
            case "cold" -> ColdBench.run();
            case "growth" -> GrowthBench.run();
            case "latency" -> LatencyBench.run();
            case "load" -> LoadBench.run();
            case "micro" -> MicroBench.run();
            case "others" -> OthersBench.run(Duration.ofMinutes(1));
            case "outage" -> OutageBench.outlasted(Duration.ofMinutes(10));
            case "parking" -> OutageBench.givenUp(Duration.ofMinutes(2), Duration.ofSeconds(20));
            default -> throw new IllegalArgumentException(NAMES + ", not " + name);
          };
      var whole = new ArrayList<>(lines);
      whole.add("");
      whole.add(machine());
      whole.add("");
      whole.add("    mvn -q -Pbench -Dbench=" + name);
      write(name + ".md", String.join("\n", whole) + "\n");
      out.println(String.join("\n", whole));
    }
    System.exit(0);
  }

  private static String machine() {
    return "On %d cores, %s %s, %s %s, %s."
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.vm.name"),
            Runtime.version(),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            System.getProperty("os.arch"));
  }

  static void write(String name, String text) throws IOException {
    Files.createDirectories(FOLDER);
    Files.writeString(FOLDER.resolve(name), text);
  }

  static Stack stack(int genesysPerMinute, Map<String, String> parameters) {
    return stack(TEMPLATE, genesysPerMinute, parameters);
  }

  static Stack stack(Path template, int genesysPerMinute, Map<String, String> parameters) {
    var options = new Options(0, Optional.empty(), template, genesysPerMinute, false, parameters);
    return Stack.start(options, Clock.systemUTC());
  }

  /**
   * The template without the sources of such types, so that nothing goes on behind what is
   * measured.
   *
   * @param types such as {@code SQS|DynamoDB}
   */
  static String templateWithout(String types) throws IOException {
    return Files.readString(TEMPLATE)
        .replaceAll(
            "(?m)^ {6}Events:\\n {8}\\w+:\\n {10}Type: (%s)\\n( {10}.*\\n)+".formatted(types), "");
  }
}
