package tidings.projector;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tidings.lambda.Env;
import tidings.lambda.Rehearsal;

class RehearsalsTest {
  private static final Env ENV =
      new Env(
          Map.ofEntries(
              Map.entry("AWS_REGION", "eu-north-1"),
              Map.entry("CHAT_TABLE", "chats"),
              Map.entry(
                  "TRANSCRIPT_QUEUE_URL", "https://sqs.eu-north-1.amazonaws.com/1/transcript.fifo"),
              Map.entry(
                  "DISPATCH_QUEUE_URL", "https://sqs.eu-north-1.amazonaws.com/1/dispatch.fifo"),
              Map.entry("PARKING_QUEUE_URL", "https://sqs.eu-north-1.amazonaws.com/1/parking.fifo"),
              Map.entry("INSTALLATION_SECRET", "installation"),
              Map.entry("MEDIA_BUCKET", "media"),
              Map.entry("INTEGRATION_IDS", "one,two"),
              Map.entry("OFFER_INTEGRATION_IDS", "shop"),
              Map.entry("RETENTION_DAYS", "30"),
              Map.entry("USER_ID_CLAIM", "email")));

  static Stream<Consumer<Env>> rehearsals() {
    return Stream.of(Rehearsals::projector, Rehearsals::transcript);
  }

  @ParameterizedTest
  @MethodSource("rehearsals")
  void everythingIsPlayedAgainstTheStandInAlone(Consumer<Env> rehearsal) {
    assertThatCode(() -> new Rehearsal(ENV, Rehearsals.aChat(ENV), rehearsal).play())
        .doesNotThrowAnyException();
  }
}
