package tidings.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures the local stack under load; prints Markdown and writes it to target/bench. */
final class Bench {
  private Bench() {}

  /** Takes what to measure: others, outage, parking. */
  public static void main(String[] arguments) throws IOException {
    for (String name : arguments[0].split(",", -1)) {
      List<String> lines =
          switch (name) {
            case "others" -> OthersBench.run(Duration.ofMinutes(1));
            case "outage" -> OutageBench.outlasted(Duration.ofMinutes(10));
            case "parking" -> OutageBench.givenUp(Duration.ofMinutes(2), Duration.ofSeconds(20));
            default -> throw new IllegalArgumentException("others, outage or parking, not " + name);
          };
      Path file = Path.of("target", "bench", name + ".md");
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
      System.out.println(String.join("\n", lines));
    }
    System.exit(0);
  }

  static Stack stack(int genesysPerMinute, Map<String, String> parameters) {
    var options =
        new Options(
            0, Optional.empty(), Path.of("../template.yaml"), genesysPerMinute, false, parameters);
    return Stack.start(options, Clock.systemUTC());
  }
}
