package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final FakeGenesys genesys = new FakeGenesys();
  private final Clock clock = Clock.systemUTC();

  @AfterEach
  void close() {
    genesys.close();
  }

  @Test
  void aHangIsGivenUpInTimeAndLeavesADoubt() {
    genesys.next(genesys.hangs());

    assertThat(ask(Duration.ofMillis(250)))
        .isEqualTo(new Calls.Silence("no answer in time; it may have arrived", true));
  }

  @Test
  void theDeadlineEndsACallThatMightTakeLonger() {
    genesys.next(genesys.hangs());
    var patient = new Calls(Samples.calls(clock).http(), Duration.ofHours(1), clock);

    assertThat(patient.send(request(genesys.url()), clock.instant().plusMillis(250)))
        .isEqualTo(new Calls.Silence("no answer in time; it may have arrived", true));
  }

  @Test
  void nothingIsSentAfterTheDeadline() {
    var heard = Samples.calls(clock).send(request(genesys.url()), clock.instant());

    assertThat(heard).isEqualTo(new Calls.Silence("no time was left to ask", false));
    assertThat(genesys.posts()).isEmpty();
  }

  @Test
  void aBodyThatNeverComesDoesNotTakeTheStatusBack() {
    genesys.next(genesys.hangsAfter(202));

    assertThat(ask(Duration.ofSeconds(1)))
        .isInstanceOfSatisfying(
            Calls.Reply.class,
            reply -> {
              assertThat(reply.status()).isEqualTo(202);
              assertThat(reply.body()).isEmpty();
            });
  }

  @Test
  void ofABodyThatIsFarTooLongNothingIsKept() {
    genesys.next(FakeGenesys.says(202, "x".repeat(2_000_000)));

    assertThat(ask())
        .isInstanceOfSatisfying(Calls.Reply.class, reply -> assertThat(reply.body()).isEmpty());
  }

  @Test
  void aBodyThatBreaksOffDoesNotTakeTheStatusBack() {
    genesys.next(FakeGenesys.breaksOffAfter(503));

    assertThat(ask())
        .isInstanceOfSatisfying(
            Calls.Reply.class, reply -> assertThat(reply.status()).isEqualTo(503));
  }

  @Test
  void aConnectionThatBreaksLeavesADoubt() {
    genesys.next(_ -> {});

    assertThat(ask())
        .isEqualTo(new Calls.Silence("the connection broke; it may have arrived", true));
  }

  @Test
  void aRefusedConnectionLeavesNoDoubt() {
    URI nobody = genesys.url();
    genesys.close();

    assertThat(Samples.calls(clock).send(request(nobody), soon()))
        .isEqualTo(new Calls.Silence("no connection", false));
  }

  private Calls.Heard ask() {
    return ask(Duration.ofSeconds(10));
  }

  private Calls.Heard ask(Duration longest) {
    return new Calls(HttpClient.newHttpClient(), longest, clock)
        .send(request(genesys.url()), soon());
  }

  private Instant soon() {
    return clock.instant().plusSeconds(60);
  }

  private static HttpRequest request(URI url) {
    return HttpRequest.newBuilder(url.resolve("/api/any")).POST(BodyPublishers.noBody()).build();
  }
}
