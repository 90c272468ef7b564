package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.dispatcher.FakeGenesys.says;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Later;
import tidings.message.Command;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.Parked;

/** What Genesys is told beside messages. */
class ErrandsTest {
  private static final Message.Id ID = new Message.Id("wish-1");
  private static final Errand END = new Errand.End(Samples.rana(), ID, null, "c-1");
  private static final Errand.Agentless TEXT =
      new Errand.Agentless(Samples.rana(), ID, "Parcel", true);

  private final Bench bench = new Bench();
  private final FakeGenesys genesys = bench.genesys;
  private final Dispatcher dispatcher = bench.dispatcher();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void anEndDisconnectsTheConversationOnce() {
    dispatch(END);
    dispatch(END);

    assertThat(genesys.posts())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.target()).isEqualTo("PATCH /api/v2/conversations/messages/c-1");
              assertThat(request.body()).isEqualTo("{\"state\":\"disconnected\"}");
            });
  }

  @Test
  void theConversationOfTheLastMessageIsTheOneThatEnds() {
    bench.ledger.record(Samples.hello(), new Command.Sent("g-1", "c-2"));
    var message = Samples.hello().message();
    var last = new Errand.Last(message.id(), 1, message.at());
    dispatch(new Errand.End(Samples.rana(), ID, last, "c-1"));

    assertThat(genesys.posts())
        .extracting(FakeGenesys.Request::target)
        .allMatch(t -> t.endsWith("/c-2"));
  }

  @Test
  void withoutAConversationThereIsNothingToEnd() {
    dispatch(new Errand.End(Samples.rana(), ID, null, null));

    assertThat(genesys.posts()).isEmpty();
  }

  @Test
  void anEndThatIsRefusedIsParkedAndNotReported() {
    genesys.next(says(404, ""));
    dispatch(END);

    assertThat(bench.parked()).extracting(Parked::code).containsExactly("refused");
    assertThat(bench.reports()).isEmpty();
  }

  @Test
  void anEndWaitsForGenesys() {
    genesys.next(says(503, ""), says(503, ""), says(503, ""));

    assertThatThrownBy(() -> dispatch(END)).isInstanceOf(Later.class);
  }

  @Test
  void anAgentlessTextIsSentOnce() {
    dispatch(TEXT);
    dispatch(TEXT);

    assertThat(genesys.posts())
        .extracting(FakeGenesys.Request::body)
        .containsExactly(
            "{\"fromAddress\":\"integration-1\",\"toAddress\":\"member-000421\","
                + "\"toAddressMessengerType\":\"open\",\"textBody\":\"Parcel\","
                + "\"useExistingActiveConversation\":true}");
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 500, 502, 503, 504})
  void anAgentlessTextInDoubtIsParkedAndNeverSentAgain(int status) {
    genesys.next(says(status, ""));
    dispatch(TEXT);
    dispatch(TEXT);

    assertThat(bench.parked()).extracting(Parked::code).containsExactly("in-doubt");
    assertThat(genesys.posts()).hasSize(1);
  }

  @Test
  void anAgentlessTextWhoseEndIsNotRecordedIsParked() {
    assertThat(bench.ledger.begin(TEXT, "another try")).isTrue();
    dispatch(TEXT);

    assertThat(bench.parked()).extracting(Parked::code).containsExactly("in-doubt");
    assertThat(genesys.posts()).isEmpty();
  }

  @Test
  void anAgentlessTextThatIsThrottledIsSentLater() {
    genesys.next(says(429, ""));
    assertThatThrownBy(() -> dispatch(TEXT)).isInstanceOf(Later.class);

    dispatch(TEXT);

    assertThat(genesys.posts()).hasSize(2);
    assertThat(bench.parked()).isEmpty();
  }

  @Test
  void aReceiptIsTriedThreeTimesAndDropped() {
    genesys.next(says(500, ""), says(500, ""), says(500, ""));
    dispatch(Errand.Receipt.delivered(Samples.rana(), new Message.Id("g-9"), Samples.START));

    assertThat(genesys.posts()).hasSize(3);
    assertThat(genesys.posts().getFirst().body())
        .isEqualTo(
            "{\"id\":\"g-9\",\"channel\":{\"to\":{\"id\":\"member-000421\",\"idType\":\"Opaque\"},"
                + "\"time\":\"2026-11-20T09:00:00.000Z\"},"
                + "\"status\":\"Delivered\",\"isFinalReceipt\":true}");
    assertThat(bench.sqs.recorded().sent()).isEmpty();
  }

  @Test
  void aFailedReceiptSaysWhy() {
    genesys.next(says(200, "{}"));
    var reason = new Errand.Reason("InvalidMediaContentLength", "The file is too big.");
    dispatch(Errand.Receipt.failed(Samples.rana(), new Message.Id("g-9"), reason, Samples.START));

    assertThat(genesys.posts().getFirst().body())
        .contains(
            "\"status\":\"Failed\"",
            "\"reasons\":[{\"code\":\"InvalidMediaContentLength\",\"message\":\"The file is too big.\"}]");
  }

  @Test
  void typingIsTriedOnceAndDropped() {
    genesys.next(says(500, ""));
    dispatch(typing());

    assertThat(genesys.posts())
        .singleElement()
        .satisfies(request -> assertThat(request.target()).endsWith("/inbound/open/event"));
    assertThat(bench.sqs.recorded().sent()).isEmpty();
  }

  @Test
  void typingIsDroppedAfterFiveSeconds() {
    Errand typing = typing();
    bench.clock.pass(Duration.ofSeconds(5));
    dispatch(typing);

    assertThat(genesys.posts()).isEmpty();
  }

  @Test
  void typingIsLeftOutWhileTheRateLimitIsScarce() {
    String[] scarce = {
      "inin-ratelimit-count", "211", "inin-ratelimit-allowed", "300", "inin-ratelimit-reset", "20"
    };
    genesys.next(says(200, FakeGenesys.ACCEPTED, scarce));
    dispatch(Samples.hello());
    dispatch(typing());

    assertThat(genesys.posts()).hasSize(1);
  }

  @Test
  void whatCrashedIsParkedButForSignals() {
    bench.ends.crashed(Samples.envelope(END));
    bench.ends.crashed(Samples.envelope(TEXT));
    bench.ends.crashed(Samples.envelope(typing()));

    assertThat(bench.parked()).extracting(Parked::code).containsExactly("crashed", "crashed");
    assertThat(bench.reports()).isEmpty();
  }

  private static Errand typing() {
    return new Errand.Typing(Samples.rana(), Samples.START);
  }

  private void dispatch(Errand errand) {
    dispatcher.dispatch(Samples.envelope(errand), bench.clock.instant().plusSeconds(20));
  }
}
