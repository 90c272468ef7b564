package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tidings.lambda.Env;
import tidings.lambda.Rehearsal;

class RehearsalsTest {
  private static final Env ENV =
      new Env(
          Map.of(
              "AWS_REGION", "eu-north-1",
              "DEVICE_TABLE", "devices",
              "PUSH_RETRIES_URL", "https://sqs.eu-north-1.amazonaws.com/1/push-retries",
              "PUSH_EVENTS_URL", "https://sqs.eu-north-1.amazonaws.com/1/push-events",
              "PUSH_PREVIEW", "text",
              "ALERT_MAX_AGE_SECONDS", "900",
              "INSTALLATION_SECRET", "installation",
              "USER_ID_CLAIM", "email"));

  private final Set<String> asked = new ConcurrentSkipListSet<>();

  @Test
  void anAlertIsPushedToTheStandInAlone() throws IOException {
    play(Rehearsals::notifier);

    assertThat(asked).contains("Query", "UpdateItem", "Publish").doesNotContain("SendMessage");
  }

  @Test
  void aPushIsTriedAgainAtTheStandInAlone() throws IOException {
    play(Rehearsals::pushRetry);

    assertThat(asked).contains("UpdateItem", "Publish").doesNotContain("SendMessage");
  }

  @Test
  void anEndpointIsLookedUpAtTheStandInAlone() throws IOException {
    play(Rehearsals::pushEvents);

    assertThat(asked).containsExactlyInAnyOrder("GetEndpointAttributes", "GetItem");
  }

  @Test
  void aPhoneIsRegisteredAtTheStandInAlone() throws IOException {
    play(Rehearsals::devices);

    assertThat(asked).contains("GetSecretValue", "GetEndpointAttributes", "TransactWriteItems");
  }

  private void play(Consumer<Env> rehearsal) throws IOException {
    new Rehearsal(ENV, this::noted, rehearsal).play();
  }

  private Optional<String> noted(String operation, String body) {
    asked.add(operation);
    return Rehearsals.aPhone().to(operation, body);
  }
}
