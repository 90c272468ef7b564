package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tidings.lambda.Batches;
import tidings.lambda.Env;
import tidings.lambda.Invoked;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Parked;

class DeadLetterHandlerTest {
  private final Bench bench = new Bench();
  private final DeadLetterHandler handler =
      new DeadLetterHandler(new Batches(bench.sqs, "dead"), bench.ends);

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void whatCrashedIsParkedAndReportedFailed() {
    handle(event());

    assertThat(bench.parked()).extracting(Parked::code).containsExactly("crashed");
    assertThat(bench.reports())
        .containsExactly(
            new Command.NotSent(
                new Delivery.Failure(
                    "crashed",
                    "The message could not be delivered. Please try again.",
                    true,
                    false)));
  }

  @Test
  void whatHadReachedGenesysIsReportedSent() {
    bench.ledger.record(Samples.hello(), new Command.Sent("g-1", "c-1"));

    handle(event());

    assertThat(bench.parked()).isEmpty();
    assertThat(bench.reports()).containsExactly(new Command.Sent("g-1", "c-1"));
  }

  @Test
  void whatCannotBeReadIsParked() {
    var event = event();
    event.getRecords().getFirst().setBody("?");

    assertThat(handle(event).getBatchItemFailures()).isEmpty();
    assertThat(bench.parked()).extracting(Parked::body).containsExactly("?");
  }

  @Test
  void whatCannotBeParkedComesBack() {
    bench.sqs.goOut("parking");

    assertThat(handle(event()).getBatchItemFailures()).hasSize(1);

    bench.sqs.comeBack();
    handle(event());
    assertThat(bench.parked()).hasSize(1);
  }

  @Test
  void theTemplatesVariablesAreEnough() {
    var variables =
        Map.of(
            "AWS_REGION", "eu-central-1",
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "key",
            "DISPATCH_QUEUE_URL", "https://sqs/dead",
            "TRANSCRIPT_QUEUE_URL", "https://sqs/transcript",
            "PARKING_QUEUE_URL", "https://sqs/parking",
            "LEDGER_TABLE", "ledger");

    assertThatCode(() -> new DeadLetterHandler(new Env(variables))).doesNotThrowAnyException();
  }

  private SQSBatchResponse handle(SQSEvent event) {
    return handler.handleRequest(event, new Invoked("AFunction", 30_000));
  }

  private static SQSEvent event() {
    return EventLoader.loadSQSEvent("events/dispatch.json");
  }
}
