package tidings.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines that are written to standard output while something is done. */
public final class Lines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Lines() {}

  /** All lines, in order. */
  public static List<JsonNode> of(Runnable work) {
    PrintStream before = System.out;
    var written = new ByteArrayOutputStream();
    try (var out = new PrintStream(written, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      work.run();
    } finally {
      System.setOut(before);
    }
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(Lines::json)
        .toList();
  }

  /** The lines of this event. */
  public static List<JsonNode> of(String event, Runnable work) {
    return of(work).stream().filter(line -> line.path("event").asText().equals(event)).toList();
  }

  /** What is counted or measured under this name, each time. */
  public static List<Long> of(Metric metric, Runnable work) {
    return of(work).stream()
        .filter(line -> line.has(metric.wireName()))
        .map(line -> line.path(metric.wireName()).asLong())
        .toList();
  }

  private static JsonNode json(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }
}
