package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import java.util.List;
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
  void theFirstRecordThatFailsIsNamedAndOtherUsersAreToldOnce() {
    phones.register(ALICE, "phone", "token-1");
    phones.register(BOB, "phone", "token-2");
    var event = Alerts.event("unreadable-in-the-middle");

    assertThat(failures(event)).containsExactly("000000000000000000000200");
    assertThat(phones.sns.published()).hasSize(2);

    event.setRecords(event.getRecords().subList(1, 3));
    assertThat(failures(event)).containsExactly("000000000000000000000200");
    assertThat(phones.sns.published()).hasSize(2);
  }

  @Test
  void afterARecordThatFailsNoneOfItsUserIsWorked() {
    phones.register(ALICE, "phone", "token-1");
    var event = Alerts.event("unreadable-in-the-middle");
    event.setRecords(event.getRecords().subList(0, 2).reversed());

    assertThat(failures(event)).containsExactly("000000000000000000000200");
    assertThat(phones.sns.published()).isEmpty();
  }

  private List<String> failures(DynamodbEvent event) {
    return handler.handleRequest(event, Invoked.of("AFunction")).getBatchItemFailures().stream()
        .map(StreamsEventResponse.BatchItemFailure::getItemIdentifier)
        .toList();
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
