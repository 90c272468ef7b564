package tidings.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A line of the log: one JSON object for one end of something, with the ids by which it is found.
 * It holds no text, token, secret, signature or user id. What counts of it stands in the same line
 * for CloudWatch to extract (user guide, "Specification: Embedded metric format"); {@code
 * timestamp} and {@code level} are what Lambda filters by (developer guide, "Log-level filtering").
 */
public final class Line {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Clock CLOCK = Clock.systemUTC();
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private final String level;
  private final String event;

  /** Texts and whole numbers. */
  private final Map<String, Object> parts = new LinkedHashMap<>();

  private final Map<Metric, Long> metrics = new EnumMap<>(Metric.class);

  private Line(String level, String event) {
    this.level = level;
    this.event = event;
  }

  /** As it should be. */
  public static Line info(String event) {
    return new Line("INFO", event);
  }

  /** Worth a look, if it goes on. */
  public static Line warn(String event) {
    return new Line("WARN", event);
  }

  /** Somebody must look at it. */
  public static Line error(String event) {
    return new Line("ERROR", event);
  }

  /** Names a part of it; without a value it is left out. */
  public Line with(String key, @Nullable String value) {
    if (value != null) {
      parts.put(key, value);
    }
    return this;
  }

  public Line with(String key, long value) {
    parts.put(key, value);
    return this;
  }

  /** Names all these parts of it: texts and whole numbers. */
  public Line with(Map<String, ?> parts) {
    new TreeMap<>(parts)
        .forEach(
            (key, value) -> {
              Line _ =
                  value instanceof Number number
                      ? with(key, number.longValue())
                      : with(key, value.toString());
            });
    return this;
  }

  /**
   * Names the kind and place of a failure; its message is left out, for it may hold what must not
   * be in a log.
   */
  public Line with(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return with("error", failure.getClass().getName())
        .with("at", trace.length == 0 ? null : trace[0].toString());
  }

  /** Counts one. */
  public Line count(Metric metric) {
    return measure(metric, 1);
  }

  /** Measures in the metric's unit; a duration that clocks apart make negative counts as none. */
  public Line measure(Metric metric, long value) {
    metrics.put(metric, Math.max(0, value));
    return this;
  }

  /** Measures how long it took. */
  public Line measure(Metric metric, Duration taken) {
    if (metric.unit() != Metric.Unit.MILLISECONDS) {
      throw new IllegalArgumentException(metric + " is no duration");
    }
    return measure(metric, taken.toMillis());
  }

  /** Writes it to standard output; what is only rehearsed is written nowhere. */
  public void write() {
    Origin origin = Origin.current();
    String text = text(origin);
    if (!origin.function().equals(Samples.FUNCTION)) {
      System.out.println(text);
    }
  }

  private String text(Origin origin) {
    Instant now = CLOCK.instant();
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("timestamp", TIME.format(now));
      json.writeStringField("level", level);
      json.writeStringField("event", event);
      json.writeStringField(Metric.DIMENSION, origin.function());
      if (origin.requestId() != null) {
        json.writeStringField(Origin.REQUEST_ID, origin.requestId());
      }
      for (var part : parts.entrySet()) {
        json.writeObjectField(part.getKey(), part.getValue());
      }
      writeMetrics(json, now);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a line is written to memory", e);
    }
    return text.toString();
  }

  private void writeMetrics(JsonGenerator json, Instant now) throws IOException {
    if (metrics.isEmpty()) {
      return;
    }
    for (var metric : metrics.entrySet()) {
      json.writeNumberField(metric.getKey().wireName(), metric.getValue());
    }
    json.writeObjectFieldStart("_aws");
    json.writeNumberField("Timestamp", now.toEpochMilli());
    json.writeArrayFieldStart("CloudWatchMetrics");
    json.writeStartObject();
    json.writeStringField("Namespace", Metric.NAMESPACE);
    json.writeArrayFieldStart("Dimensions");
    json.writeArray(new String[] {Metric.DIMENSION}, 0, 1);
    json.writeEndArray();
    json.writeArrayFieldStart("Metrics");
    for (Metric metric : metrics.keySet()) {
      json.writeStartObject();
      json.writeStringField("Name", metric.wireName());
      json.writeStringField("Unit", metric.unit().wireName());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }
}
