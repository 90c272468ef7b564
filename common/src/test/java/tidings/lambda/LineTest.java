package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LineTest {

  @Test
  void aLineHoldsTimeLevelEventOriginAndIds() {
    JsonNode line =
        written(Line.warn("late").with("messageId", "m-1").with("seq", 3).with("code", null));

    assertThat(line.path("timestamp").asText()).matches("[0-9-]{10}T[0-9:]{8}\\.[0-9]{3}Z");
    assertThat(without(line, "timestamp"))
        .containsExactly(
            "level=WARN", "event=late", "function=F", "requestId=r-1=", "messageId=m-1", "seq=3");
  }

  @Test
  void aLineIsOneLineWhateverItHolds() {
    JsonNode line = written(Line.info("odd").with(Map.of("note", "a\n\"b\"\u2028", "item", 2)));

    assertThat(line.path("note").asText()).isEqualTo("a\n\"b\"\u2028");
    assertThat(line.path("item").isNumber()).isTrue();
  }

  /** The form is that of CloudWatch's specification; the function is its one dimension. */
  @Test
  void whatCountsIsDescribedForCloudWatchInTheSameLine() {
    JsonNode line =
        written(
            Line.info("sent")
                .count(Metric.MESSAGES_TAKEN)
                .measure(Metric.APP_TO_GENESYS, Duration.ofMillis(1500)));

    assertThat(line.path("MessagesTaken").asLong()).isEqualTo(1);
    assertThat(line.path("AppToGenesys").asLong()).isEqualTo(1500);
    assertThat(line.path("_aws").path("Timestamp").isIntegralNumber()).isTrue();
    assertThat(line.path("_aws").path("CloudWatchMetrics").toString())
        .isEqualTo(
            """
            [{"Namespace":"Tidings","Dimensions":[["function"]],"Metrics":[\
            {"Name":"AppToGenesys","Unit":"Milliseconds"},{"Name":"MessagesTaken","Unit":"Count"}]}]\
            """);
  }

  @Test
  void aTimeThatClocksApartMakeNegativeIsNone() {
    JsonNode line = written(Line.info("sent").measure(Metric.ROW_TO_PUSH, Duration.ofMillis(-5)));

    assertThat(line.path("RowToPush").asLong()).isZero();
  }

  @Test
  void aDurationIsNoCount() {
    assertThatThrownBy(() -> Line.info("sent").measure(Metric.PARKED, Duration.ZERO))
        .hasMessage("PARKED is no duration");
  }

  @Test
  void aFailureIsNamedByItsKindAndPlaceAlone() {
    JsonNode line = written(Line.error("failed").with(new IllegalStateException("a secret text")));

    assertThat(line.path("error").asText()).isEqualTo("java.lang.IllegalStateException");
    assertThat(line.path("at").asText()).contains("LineTest");
    assertThat(line.toString()).doesNotContain("secret");
  }

  @Test
  void metricsHaveNamesAndUnitsThatCloudWatchKnows() {
    assertThat(Metric.values())
        .extracting(Metric::wireName)
        .allMatch(name -> name.matches("([A-Z][a-z]+)+"))
        .doesNotHaveDuplicates();
    assertThat(Arrays.stream(Metric.Unit.values()).map(Metric.Unit::wireName))
        .containsExactly("Count", "Milliseconds", "Percent", "Bytes");
  }

  private static JsonNode written(Line line) {
    return Lines.of(() -> new Origin("F", "r-1=").run(line::write)).getFirst();
  }

  private static Stream<String> without(JsonNode line, String key) {
    return line.properties().stream()
        .filter(entry -> !entry.getKey().equals(key))
        .map(entry -> entry.getKey() + "=" + entry.getValue().asText());
  }
}
