package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Later;
import tidings.message.Content;
import tidings.message.Content.Stored;
import tidings.message.Errand;
import tidings.message.MediaKeys;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.Parked;

class FetchesTest {
  private static final Message.Id ID = new Message.Id("g-1");
  private static final String NAME = MediaKeys.copy("integration-1", ID, 0);

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aFileIsCopiedAndReported() {
    bench.genesys.next(FakeGenesys.says(200, "picture"));

    fetch("/api/v2/downloads/1", 7L);

    assertThat(bench.copied()).containsExactly(Stored.available(NAME));
    var copy = bench.bucket.get(MediaKeys.file(Samples.rana().userKey(), NAME), null).orElseThrow();
    assertThat(copy.asUtf8String()).isEqualTo("picture");
    assertThat(copy.response().contentType()).isEqualTo("image/png");
    assertThat(bench.genesys.logins()).isEmpty();
  }

  @Test
  void whereGenesysWantsATokenItGetsOne() {
    bench.genesys.next(FakeGenesys.says(401, ""), FakeGenesys.says(200, "picture"));

    fetch("/api/v2/downloads/1", null);

    assertThat(bench.genesys.posts()).last().returns("Bearer token-1", r -> r.authorization());
    assertThat(bench.copied()).containsExactly(Stored.available(NAME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://127.0.0.1/a",
        "%%%",
        ""
      })
  void fromElsewhereNothingIsFetched(String url) {
    fetchFrom(url, null);

    assertThat(bench.copied()).containsExactly(Stored.failed("foreign-host"));
  }

  @Test
  void aRedirectLeadsNowhereElseAndTakesNoTokenAlong() {
    bench.genesys.next(
        FakeGenesys.says(401, ""),
        FakeGenesys.says(302, "", "Location", "/api/v2/other"),
        FakeGenesys.says(302, "", "Location", "http://localhost:1/a"));

    fetch("/api/v2/downloads/1", null);

    assertThat(bench.genesys.posts()).last().returns(null, request -> request.authorization());
    assertThat(bench.copied()).containsExactly(Stored.failed("foreign-host"));
  }

  @Test
  void aFileThatIsSaidToBeTooBigIsNotAskedFor() {
    fetch("/api/v2/downloads/1", 1025L);

    assertThat(bench.genesys.posts()).isEmpty();
    assertThat(bench.copied()).containsExactly(Stored.failed("too-big"));
  }

  @Test
  void aFileThatTurnsOutTooBigIsNotKept() {
    bench.genesys.next(FakeGenesys.says(200, "x".repeat(1025)));

    fetch("/api/v2/downloads/1", 7L);

    assertThat(bench.copied()).containsExactly(Stored.failed("too-big"));
  }

  @Test
  void aFileOfUnsaidLengthThatIsTooBigIsNotKept() {
    bench.genesys.next(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[5000]);
        });

    fetch("/api/v2/downloads/1", null);

    assertThat(bench.copied()).containsExactly(Stored.failed("too-big"));
  }

  @Test
  void whatIsRefusedIsParkedAndReported() {
    bench.genesys.next(FakeGenesys.says(404, ""));

    fetch("/api/v2/downloads/1", null);

    assertThat(bench.copied()).containsExactly(Stored.failed("refused"));
    Parked parked = bench.parked().getFirst();
    assertThat(MessageJson.read(parked.body(), Errand.class)).isInstanceOf(Errand.Fetch.class);
  }

  @Test
  void anOutageMeansLaterAndInTheEndAFailure() {
    bench.genesys.next(FakeGenesys.says(503, ""), FakeGenesys.says(503, ""));
    assertThatThrownBy(() -> fetch("/api/v2/downloads/1", null)).isInstanceOf(Later.class);

    bench.clock.pass(Duration.ofHours(5));
    fetch("/api/v2/downloads/1", null);
    assertThat(bench.copied()).containsExactly(Stored.failed("expired"));
  }

  @Test
  void aBodyThatBreaksOffMeansLater() {
    bench.genesys.next(FakeGenesys.breaksOffAfter(200));

    assertThatThrownBy(() -> fetch("/api/v2/downloads/1", null)).isInstanceOf(Later.class);
    assertThat(bench.sqs.recorded().sent()).isEmpty();
  }

  @Test
  void aCrashIsReportedAsAFailure() {
    bench.ends.crashed(envelope(errand("/a", null)));

    assertThat(bench.copied()).containsExactly(Stored.failed("crashed"));
    assertThat(bench.parked()).hasSize(1);
  }

  private void fetch(String path, Long bytes) {
    fetchFrom(bench.genesys.url() + path, bytes);
  }

  private void fetchFrom(String url, Long bytes) {
    bench
        .dispatcher()
        .dispatch(envelope(errand(url, bytes)), bench.clock.instant().plusSeconds(20));
  }

  private static Errand.Fetch errand(String url, Long bytes) {
    var medium = new Content.Medium(null, "Image", url, "image/png", "a.png", bytes, Map.of());
    return new Errand.Fetch(Samples.rana(), ID, 0, medium);
  }

  private Envelope envelope(Errand errand) {
    String body = MessageJson.write(errand);
    return new Envelope("sqs-1", "group", body, Samples.START, bench.clock.instant(), 1);
  }
}
