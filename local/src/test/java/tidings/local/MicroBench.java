package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Time and memory of what a function does between its calls; JMH's runs in processes of its own.
 */
final class MicroBench {
  private static final int MOST_HMACS = 5;

  private MicroBench() {}

  /** All of {@code src/bench}. */
  static List<String> run() throws IOException {
    Files.createDirectories(Bench.FOLDER);
    Path results = Bench.FOLDER.resolve("micro.json");
    jmh(results);
    JsonNode benchmarks = new ObjectMapper().readTree(results.toFile());
    var lines = new ArrayList<String>();
    lines.add("## Micro benchmarks");
    lines.add("");
    lines.add(
        "Average time of five iterations of a second after three of warm-up, in each of two forks. The"
            + " webhook without I/O may take %d × the bare HMAC of its body."
                .formatted(MOST_HMACS));
    lines.add("");
    lines.add("| benchmark | of | µs | ± | bytes allocated | × HMAC |");
    lines.add("|---|---|---|---|---|---|");
    Map<String, Double> hmacs = new HashMap<>();
    benchmarks.forEach(
        benchmark -> {
          if (name(benchmark).equals("Webhook.hmac")) {
            hmacs.put(parameters(benchmark), score(benchmark));
          }
        });
    benchmarks.forEach(benchmark -> lines.add(line(benchmark, hmacs)));
    return lines;
  }

  private static void jmh(Path results) throws IOException {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.add("org.openjdk.jmh.Main");
    command.addAll(List.of("-bm avgt -tu us -f 2 -wi 3 -w 1 -i 5 -r 1 -prof gc".split(" ", -1)));
    command.addAll(List.of("-rf", "json", "-rff", results.toString()));
    var log = Bench.FOLDER.resolve("micro.log").toFile();
    var jmh = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    int code = jmh.onExit().join().exitValue();
    if (code != 0) {
      throw new IllegalStateException("JMH ended with " + code + "; see " + log);
    }
  }

  private static String line(JsonNode benchmark, Map<String, Double> hmacs) {
    String ratio =
        name(benchmark).equals("Webhook.webhook")
            ? "%.1f".formatted(score(benchmark) / hmacs.get(parameters(benchmark)))
            : "";
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.2f | %.2f | %.0f | %s |",
        name(benchmark),
        parameters(benchmark),
        score(benchmark),
        benchmark.path("primaryMetric").path("scoreError").asDouble(),
        benchmark.path("secondaryMetrics").path("gc.alloc.rate.norm").path("score").asDouble(),
        ratio);
  }

  private static double score(JsonNode benchmark) {
    return benchmark.path("primaryMetric").path("score").asDouble();
  }

  private static String parameters(JsonNode benchmark) {
    return benchmark.path("params").properties().stream()
        .map(parameter -> parameter.getKey() + " " + parameter.getValue().asText())
        .collect(Collectors.joining(", "));
  }

  private static String name(JsonNode benchmark) {
    String[] parts = benchmark.path("benchmark").asText().split("\\.", -1);
    return parts[parts.length - 2].replace("Benchmark", "") + "." + parts[parts.length - 1];
  }
}
