package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.dispatcher.Genesys.Answer;
import tidings.dispatcher.Genesys.Cause;
import tidings.lambda.Batches;
import tidings.lambda.Env;
import tidings.lambda.Invoked;
import tidings.message.Command;
import tidings.message.Errand;

class DispatcherHandlerTest {
  private final Bench bench = new Bench();
  private final List<Errand> forwarded = new ArrayList<>();
  private final List<Instant> deadlines = new ArrayList<>();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void forwardsWhatTheQueueBrings() {
    var answer = handle(new Answer.Accepted("g-1", "c-1", "-"));

    assertThat(answer.getBatchItemFailures()).isEmpty();
    assertThat(forwarded).containsExactly(Samples.hello());
    assertThat(bench.reports()).containsExactly(new Command.Sent("g-1", "c-1"));
  }

  @Test
  void whatComesLaterIsReturnedAndHidden() {
    var answer =
        handle(new Answer.NotNow(Cause.OUTAGE, "HTTP 429", Duration.ofMinutes(7), "-", false));

    assertThat(answer.getBatchItemFailures())
        .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .containsExactly("059f36b4-87a3-44ab-83d2-661975830a7d");
    assertThat(bench.sqs.recorded().visibilities())
        .extracting(entry -> entry.visibilityTimeout())
        .containsExactly(420);
  }

  @Test
  void someOfTheFunctionsTimeIsKeptForWhatFollows() {
    handle(new Answer.Accepted("g-1", "c-1", "-"));

    assertThat(deadlines).containsExactly(Samples.START.plusSeconds(20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DISPATCH_QUEUE_URL",
        "TRANSCRIPT_QUEUE_URL",
        "PARKING_QUEUE_URL",
        "LEDGER_TABLE",
        "GENESYS_SECRET",
        "GENESYS_API_URL",
        "GENESYS_LOGIN_URL",
        "MESSAGE_RETRY_SECONDS",
        "OUTAGE_RETRY_SECONDS"
      })
  void aMissingVariableStopsTheStartByItsName(String name) {
    var variables = new HashMap<>(variables());
    variables.remove(name);

    assertThatThrownBy(() -> new DispatcherHandler(new Env(variables)))
        .hasMessage("the variable " + name + " is not set");
  }

  @Test
  void theTemplatesVariablesAreEnough() {
    assertThatCode(() -> new DispatcherHandler(new Env(variables()))).doesNotThrowAnyException();
  }

  private static Map<String, String> variables() {
    return Map.ofEntries(
        Map.entry("AWS_REGION", "eu-central-1"),
        Map.entry("AWS_ACCESS_KEY_ID", "id"),
        Map.entry("AWS_SECRET_ACCESS_KEY", "key"),
        Map.entry("DISPATCH_QUEUE_URL", "https://sqs/dispatch"),
        Map.entry("TRANSCRIPT_QUEUE_URL", "https://sqs/transcript"),
        Map.entry("PARKING_QUEUE_URL", "https://sqs/parking"),
        Map.entry("LEDGER_TABLE", "ledger"),
        Map.entry("GENESYS_SECRET", Samples.SECRET),
        Map.entry("GENESYS_API_URL", "https://api.mypurecloud.com"),
        Map.entry("GENESYS_LOGIN_URL", "https://login.mypurecloud.com"),
        Map.entry("GENESYS_MEDIA_ORIGINS", "https://api-downloads.mypurecloud.com"),
        Map.entry("MEDIA_BUCKET", "media"),
        Map.entry("MEDIA_LINK_HOURS", "24"),
        Map.entry("MESSAGE_RETRY_SECONDS", "900"),
        Map.entry("OUTAGE_RETRY_SECONDS", "14400"));
  }

  private SQSBatchResponse handle(Answer genesysAnswer) {
    Genesys genesys =
        (errand, deadline) -> {
          forwarded.add(errand);
          deadlines.add(deadline);
          return genesysAnswer;
        };
    return new DispatcherHandler(new Batches(bench.sqs, "dispatch"), bench.dispatcher(genesys))
        .handleRequest(
            EventLoader.loadSQSEvent("events/dispatch.json"), new Invoked("AFunction", 30_000));
  }
}
