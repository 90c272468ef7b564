package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.dispatcher.FakeGenesys.says;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tidings.lambda.Later;
import tidings.message.Command;

/** What a redelivery makes up for after each write that can fail. */
class EndsTest {
  private static final Command.Sent SENT = new Command.Sent("g-1", "c-1");

  private final Bench bench = new Bench();
  private final FakeGenesys genesys = bench.genesys;
  private final Dispatcher dispatcher = bench.dispatcher();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void nothingIsPostedWhileTheLedgerCannotBeRead() {
    bench.dynamo.breakReads();
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    assertThat(genesys.posts()).isEmpty();

    bench.dynamo.comeBack();
    dispatch();

    assertThat(bench.reports()).containsExactly(SENT);
  }

  @Test
  void aPostThatCouldNotBeRecordedIsRepeatedAsItWas() {
    bench.dynamo.breakWrites();
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    assertThat(bench.sqs.recorded().sent()).isEmpty();

    bench.dynamo.comeBack();
    dispatch();

    assertThat(genesys.posts()).hasSize(2);
    assertThat(genesys.posts().getFirst()).isEqualTo(genesys.posts().getLast());
    assertThat(bench.reports()).containsExactly(SENT);
  }

  @Test
  void anEndThatCouldNotBeReportedIsOnlyReported() {
    bench.sqs.goOut("transcript");
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);

    bench.sqs.comeBack();
    dispatch();

    assertThat(genesys.posts()).hasSize(1);
    assertThat(bench.reports()).containsExactly(SENT);
  }

  @Test
  void aFailureThatCouldNotBeParkedIsNeitherRecordedNorReported() {
    genesys.next(says(400, ""), says(400, ""));
    bench.sqs.goOut("parking");
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);
    assertThat(bench.sqs.recorded().sent()).isEmpty();

    bench.sqs.comeBack();
    dispatch();

    assertThat(bench.parked()).hasSize(1);
    assertThat(bench.failures()).containsExactly("refused");
  }

  @Test
  void aParkedFailureThatCouldNotBeRecordedIsParkedAsTheSame() {
    genesys.next(says(400, ""), says(400, ""));
    bench.dynamo.breakWrites();
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);

    bench.dynamo.comeBack();
    dispatch();

    var parkings =
        bench.sqs.recorded().sent().stream()
            .filter(send -> send.queueUrl().equals("parking"))
            .toList();
    assertThat(parkings).hasSize(2);
    assertThat(parkings.getFirst().messageDeduplicationId())
        .isEqualTo(parkings.getLast().messageDeduplicationId());
    assertThat(bench.failures()).containsExactly("refused");
  }

  @Test
  void aRecordedFailureThatCouldNotBeReportedIsOnlyReported() {
    genesys.next(says(400, ""));
    bench.sqs.goOut("transcript");
    assertThatThrownBy(this::dispatch).isInstanceOf(Later.class);

    bench.sqs.comeBack();
    dispatch();

    assertThat(genesys.posts()).hasSize(1);
    assertThat(bench.parked()).hasSize(1);
    assertThat(bench.failures()).containsExactly("refused");
  }

  private void dispatch() {
    dispatcher.dispatch(Samples.envelope(Samples.hello()), bench.clock.instant().plusSeconds(20));
  }
}
