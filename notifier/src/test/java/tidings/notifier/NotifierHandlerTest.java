package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.lambda.Env;
import tidings.lambda.Invoked;

class NotifierHandlerTest {
  private final Phones phones = new Phones();
  private final NotifierHandler handler = new NotifierHandler(phones.notifier());

  @Test
  void aBatchThatWasWorkedHasNoFailures() {
    phones.register(ALICE, "phone", "token");

    var answer = handler.handleRequest(Alerts.event("two-messages"), Invoked.of("AFunction"));

    assertThat(answer.getBatchItemFailures()).isEmpty();
    assertThat(phones.sns.published()).hasSize(2);
  }

  @Test
  void theFirstRecordThatFailsIsNamedAndNoLaterOneWorked() {
    phones.register(ALICE, "phone", "token-1");
    phones.register(BOB, "phone", "token-2");

    var answer =
        handler.handleRequest(Alerts.event("unreadable-in-the-middle"), Invoked.of("AFunction"));

    assertThat(answer.getBatchItemFailures())
        .containsExactly(new StreamsEventResponse.BatchItemFailure("000000000000000000000200"));
    assertThat(phones.sns.published()).hasSize(1);
  }

  @Test
  void itIsWiredFromItsVariables() {
    var env =
        new Env(
            Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "DEVICE_TABLE", "devices",
                "PUSH_RETRIES_URL", Phones.RETRIES,
                "PUSH_PREVIEW", "none",
                "ALERT_MAX_AGE_SECONDS", "900"));

    var answer =
        new NotifierHandler(env)
            .handleRequest(Alerts.event("customer-message"), Invoked.of("AFunction"));

    assertThat(answer.getBatchItemFailures()).isEmpty();
  }

  @Test
  void aMissingVariableStopsTheStartAndIsNamed() {
    var env =
        new Env(
            Map.of(
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret"));

    assertThatThrownBy(() -> new NotifierHandler(env)).hasMessageContaining("DEVICE_TABLE");
  }
}
