package tidings.dispatcher;

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
          Map.ofEntries(
              Map.entry("AWS_REGION", "eu-north-1"),
              Map.entry("LEDGER_TABLE", "ledger"),
              Map.entry(
                  "TRANSCRIPT_QUEUE_URL", "https://sqs.eu-north-1.amazonaws.com/1/transcript.fifo"),
              Map.entry(
                  "DISPATCH_QUEUE_URL", "https://sqs.eu-north-1.amazonaws.com/1/dispatch.fifo"),
              Map.entry("PARKING_QUEUE_URL", "https://sqs.eu-north-1.amazonaws.com/1/parking.fifo"),
              Map.entry("GENESYS_SECRET", "genesys"),
              Map.entry("GENESYS_API_URL", "https://api.mypurecloud.example"),
              Map.entry("GENESYS_LOGIN_URL", "https://login.mypurecloud.example"),
              Map.entry("GENESYS_MEDIA_ORIGINS", "https://downloads.mypurecloud.example"),
              Map.entry("MEDIA_BUCKET", "media"),
              Map.entry("MEDIA_LINK_HOURS", "24"),
              Map.entry("MESSAGE_RETRY_SECONDS", "900"),
              Map.entry("OUTAGE_RETRY_SECONDS", "900")));

  private final Set<String> asked = new ConcurrentSkipListSet<>();

  @Test
  void aMessageIsForwardedRecordedAndReportedToTheStandInAlone() throws IOException {
    play(Rehearsals::dispatcher);

    assertThat(asked)
        .contains("GetSecretValue", "/oauth/token", "GetItem", "PutItem", "SendMessage")
        .anyMatch(operation -> operation.startsWith("/api/v2/conversations/messages/"));
  }

  @Test
  void whatCrashedIsParkedAtTheStandInAlone() throws IOException {
    play(Rehearsals::deadLetters);

    assertThat(asked).contains("GetItem", "PutItem", "SendMessage");
  }

  private void play(Consumer<Env> rehearsal) throws IOException {
    new Rehearsal(ENV, (operation, _) -> noted(operation), rehearsal).play();
  }

  private Optional<String> noted(String operation) {
    asked.add(operation);
    return Optional.empty();
  }
}
