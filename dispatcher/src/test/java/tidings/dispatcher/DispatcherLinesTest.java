package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static tidings.dispatcher.FakeGenesys.says;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tidings.lambda.Later;
import tidings.lambda.Lines;
import tidings.lambda.Metric;
import tidings.message.Content;
import tidings.message.Errand;
import tidings.message.Message;

/** What the dispatcher says of its ends. */
class DispatcherLinesTest {
  private static final String CORRELATION = "ININ-Correlation-Id";

  private final Bench bench = new Bench();
  private final FakeGenesys genesys = bench.genesys;

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aMessageThatGenesysTookIsFoundByAllItsIdsAndTimedFromTheApp() {
    genesys.next(says(200, "{\"id\":\"g-1\"}", CORRELATION, "corr-1"));

    JsonNode line = line("sent", Samples.hello());

    assertThat(line.path("messageId").asText()).isEqualTo("m-1");
    assertThat(line.path("attempt").asInt()).isOne();
    assertThat(line.path("genesysCorrelationId").asText()).isEqualTo("corr-1");
    assertThat(line.path("genesysMessageId").asText()).isEqualTo("g-1");
    assertThat(line.path("conversation").asText()).isEqualTo(Samples.rana().userKey().value());
    assertThat(line.path("AppToGenesys").asInt()).isEqualTo(500);
    assertThat(line.toString()).doesNotContain("member-000421", "Hello");
  }

  @Test
  void aLaterAttemptIsTakenButNotTimed() {
    JsonNode line =
        line("sent", new Errand.Forward(Samples.rana(), Samples.hello().message(), 2, true));

    assertThat(line.path("MessagesTaken").asInt()).isOne();
    assertThat(line.has("AppToGenesys")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "200, GENESYS_TAKEN",
    "400, GENESYS_REFUSED",
    "429, GENESYS_THROTTLED",
    "503, GENESYS_FAILED"
  })
  void everyAnswerOfGenesysIsCountedByItsKind(int status, Metric kind) {
    genesys.next(says(status, "{}"), says(200, "{}"));

    assertThat(Lines.of(kind, () -> dispatch(Samples.hello()))).first().isEqualTo(1L);
  }

  @Test
  void whyItComesBackIsSaidWithIdsAndNoContent() {
    genesys.next(_ -> {}, _ -> {}, _ -> {});

    JsonNode line = Lines.of("retry", () -> later(Samples.hello()).line().write()).getFirst();

    assertThat(line.path("reason").asText()).isEqualTo("the connection broke; it may have arrived");
    assertThat(line.path("errand").asText()).isEqualTo("forward");
    assertThat(line.toString()).doesNotContain("Hello", "member-000421");
  }

  @Test
  void aConnectionThatBreaksIsSilence() {
    genesys.next(_ -> {});

    assertThat(Lines.of(Metric.GENESYS_SILENT, () -> dispatch(Samples.hello())))
        .containsExactly(1L);
  }

  @Test
  void whatIsLeftOfTheRateLimitIsMeasured() {
    genesys.next(
        says(
            200,
            "{}",
            "inin-ratelimit-count",
            "75",
            "inin-ratelimit-allowed",
            "300",
            "inin-ratelimit-reset",
            "20"));

    assertThat(Lines.of(Metric.RATE_HEADROOM, () -> dispatch(Samples.hello())))
        .containsExactly(75L);
  }

  @ParameterizedTest
  @CsvSource({"500, MESSAGE, RETRIES_OF_MESSAGES", "503, OUTAGE, RETRIES_IN_OUTAGES"})
  void aRetrySaysWhoseFaultItIs(int status, String cause, Metric retries) {
    genesys.next(says(status, ""), says(status, ""), says(status, ""));

    Later later = later(Samples.hello());

    JsonNode line = Lines.of("retry", () -> later.line().write()).getFirst();
    assertThat(line.path("cause").asText()).isEqualTo(cause);
    assertThat(line.path("messageId").asText()).isEqualTo("m-1");
    assertThat(line.path(retries.wireName()).asInt()).isOne();
  }

  @Test
  void whatIsParkedIsAnErrorWithItsCodeAndGenesysId() {
    genesys.next(says(400, "", CORRELATION, "corr-1"));

    JsonNode line = line("parked", Samples.hello());

    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("code").asText()).isEqualTo("refused");
    assertThat(line.path("genesysCorrelationId").asText()).isEqualTo("corr-1");
    assertThat(line.path("Parked").asInt()).isOne();
  }

  @Test
  void aRepeatIsADuplicate() {
    dispatch(Samples.hello());

    assertThat(Lines.of(Metric.DUPLICATES, () -> dispatch(Samples.hello()))).containsExactly(1L);
  }

  @Test
  void aRefusedLoginIsCountedAndNamesNoCredentials() {
    genesys.nextLogin(says(401, "{\"error\":\"invalid_client\"}"));

    var lines = Lines.of("login refused", () -> later(Samples.hello()));

    assertThat(lines).hasSize(1);
    assertThat(lines.getFirst().path("LoginsRefused").asInt()).isOne();
    assertThat(lines.toString()).doesNotContain("geheim", "Basic");
  }

  @Test
  void aFilesBytesAreCounted() {
    genesys.next(says(200, "picture"));
    String url = genesys.url() + "/api/v2/downloads/1";
    var medium = new Content.Medium("x", "Image", url, "image/png", null, null, Map.of());
    var fetch = new Errand.Fetch(Samples.rana(), new Message.Id("g-1"), 0, medium);

    assertThat(Lines.of(Metric.MEDIA_BYTES, () -> dispatch(fetch))).containsExactly(7L);
  }

  private JsonNode line(String event, Errand errand) {
    List<JsonNode> lines = Lines.of(event, () -> dispatch(errand));
    return lines.getFirst();
  }

  private void dispatch(Errand errand) {
    bench.dispatcher().dispatch(Samples.envelope(errand), bench.clock.instant().plusSeconds(20));
  }

  private Later later(Errand errand) {
    return catchThrowableOfType(Later.class, () -> dispatch(errand));
  }
}
