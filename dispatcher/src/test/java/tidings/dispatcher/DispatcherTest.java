package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static tidings.dispatcher.FakeGenesys.says;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Later;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.MessageJson;
import tidings.message.Parked;

class DispatcherTest {
  private static final Command.Sent SENT = new Command.Sent("g-1", "c-1");

  private final Bench bench = new Bench();
  private final FakeGenesys genesys = bench.genesys;
  private final Dispatcher dispatcher = bench.dispatcher();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aMessageThatGenesysTakesIsReportedSent() {
    dispatch();

    assertThat(bench.reports()).containsExactly(SENT);
    assertThat(bench.parked()).isEmpty();
  }

  @Test
  void theReportNamesTheAttemptAndGoesToTheCustomersGroup() {
    dispatch();

    var send = bench.sqs.recorded().sent().getFirst();
    var hello = Samples.hello();
    assertThat(MessageJson.read(send.messageBody(), Command.class))
        .isEqualTo(new Command.Report(hello.chat(), hello.message().id(), 1, SENT));
    assertThat(send.messageGroupId()).isEqualTo(hello.chat().userKey().value());
  }

  @Test
  void aRepeatIsReportedAgainAndNotPosted() {
    dispatch();
    dispatch();

    assertThat(genesys.posts()).hasSize(1);
    assertThat(bench.reports()).containsExactly(SENT, SENT);
  }

  @Test
  void theNextAttemptIsPostedWhereTheOneBeforeFailed() {
    genesys.next(says(400, ""));
    dispatch();

    dispatch(Samples.envelope(again(false)));

    assertThat(genesys.posts()).hasSize(2);
    assertThat(bench.reports()).last().isEqualTo(SENT);
  }

  @Test
  void whatGenesysTookIsReportedForTheNextAttemptAndNotPosted() {
    dispatch();

    dispatch(Samples.envelope(again(false)));

    assertThat(genesys.posts()).hasSize(1);
    assertThat(bench.reports()).containsExactly(SENT, SENT);
  }

  @Test
  void whatGenesysTookAndThenFailedIsPostedAgain() {
    dispatch();

    dispatch(Samples.envelope(again(true)));

    assertThat(genesys.posts()).hasSize(2);
  }

  private static Errand.Forward again(boolean undelivered) {
    return new Errand.Forward(Samples.rana(), Samples.hello().message(), 2, undelivered);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 413, 415})
  void aRefusedMessageIsParkedAndReportedAtOnce(int status) {
    genesys.next(says(status, "{\"code\":\"bad.request\"}", "ININ-Correlation-Id", "corr-1"));

    dispatch();

    var reason = "Genesys refused the message: HTTP " + status + " bad.request";
    var body = Samples.envelope(Samples.hello()).body();
    assertThat(bench.parked())
        .containsExactly(
            new Parked(
                "dispatch", "refused", reason + " (correlation id corr-1)", Samples.START, body));
    assertThat(bench.reports())
        .containsExactly(
            new Command.NotSent(
                new Delivery.Failure("refused", reason, status == 403, false).forCustomers()));
    assertThat(genesys.posts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 429, 500, 502, 503, 504})
  void whatMayPassIsTriedThreeTimesAndThenLater(int status) {
    genesys.next(says(status, ""), says(status, ""), says(status, ""));

    assertThatThrownBy(this::dispatch)
        .isInstanceOfSatisfying(
            Later.class,
            later ->
                assertThat(later.delay()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    assertThat(genesys.posts()).hasSize(3);
    assertThat(bench.sqs.recorded().sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 425, 500})
  void theMessagesOwnFailureIsParkedAfterItsBudget(int status) {
    fails(status);
    fails(status);
    fails(status);

    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    bench.clock.pass(Duration.ofMinutes(15).minusSeconds(1));
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    bench.clock.pass(Duration.ofSeconds(1));
    dispatch();

    assertThat(bench.parked()).extracting(Parked::code).containsExactly("expired");
    assertThat(bench.failures()).containsExactly("expired");
  }

  @Test
  void anOutageUsesUpNothingOfTheMessagesOwnTime() {
    fails(503);
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    bench.clock.pass(Duration.ofMinutes(20));
    fails(500);
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);

    bench.clock.pass(Duration.ofMinutes(1));
    dispatch();

    assertThat(bench.parked()).isEmpty();
    assertThat(bench.reports()).containsExactly(SENT);
  }

  @Test
  void aRedrivenMessageHasAllItsTimeAgain() {
    fails(500);
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    bench.clock.pass(Duration.ofDays(1));
    fails(500);
    var first = Samples.envelope(Samples.hello());
    Instant now = bench.clock.instant();

    assertThatThrownBy(
            () -> dispatch(new Envelope("sqs-2", first.group(), first.body(), now, now, 1)))
        .isInstanceOf(Later.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 502, 503, 504})
  void anOutageParksNothingBeforeItsBudgetAndThenDoes(int status) {
    genesys.next(says(status, ""), says(status, ""), says(status, ""));
    genesys.next(says(status, ""), says(status, ""), says(status, ""));

    bench.clock.pass(Duration.ofHours(4).minusSeconds(1));
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    bench.clock.pass(Duration.ofSeconds(1));
    dispatch();

    assertThat(bench.failures()).containsExactly("outage");
  }

  @Test
  void aWaitBeyondAllReasonParksTheMessage() {
    genesys.next(says(429, "", "Retry-After", "99999999999999999999"));

    dispatch();

    assertThat(bench.failures()).containsExactly("outage");
    assertThat(genesys.posts()).hasSize(1);
  }

  @Test
  void wrongCredentialsParkNothing() {
    genesys.nextLogin(says(401, "{}"));
    bench.clock.pass(Duration.ofHours(3));

    assertThatThrownBy(this::dispatch)
        .isInstanceOf(Later.class)
        .hasMessage("the login is refused: HTTP 401");
    assertThat(genesys.logins()).hasSize(1);
    assertThat(bench.sqs.recorded().sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "null",
        "[]",
        "{\"errand\":\"unheard of\"}",
        "{\"errand\":\"forward\"}",
        "{\"errand\":\"forward\",\"chat\":{},\"message\":{},\"attempt\":1}"
      })
  void whatIsNoErrandIsParked(String body) {
    dispatch(new Envelope("sqs-9", "group-1", body, Samples.START, Samples.START, 1));

    assertThat(bench.parked())
        .extracting(Parked::code, Parked::body)
        .containsExactly(tuple("unreadable", body));
    assertThat(bench.reports()).isEmpty();
  }

  /** Of one run of the dispatcher, all tries. */
  private void fails(int status) {
    genesys.next(says(status, ""), says(status, ""), says(status, ""));
  }

  private void dispatch() {
    dispatch(Samples.envelope(Samples.hello()));
  }

  private void dispatch(Envelope envelope) {
    dispatcher.dispatch(envelope, bench.clock.instant().plusSeconds(20));
  }
}
