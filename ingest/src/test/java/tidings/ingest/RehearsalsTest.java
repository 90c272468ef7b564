package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tidings.lambda.Env;
import tidings.lambda.Rehearsal;
import tidings.lambda.StandIn;

class RehearsalsTest {
  private static final Env ENV =
      new Env(
          Map.of(
              "AWS_REGION", "eu-north-1",
              "TRANSCRIPT_QUEUE_URL", "https://sqs.eu-north-1.amazonaws.com/1/transcript.fifo",
              "WEBHOOK_SECRET", "webhook",
              "INSTALLATION_SECRET", "installation",
              "API_KEY_SECRET", "keys",
              "MEDIA_BUCKET", "media",
              "INTEGRATION_IDS", "one,two",
              "OFFER_INTEGRATION_IDS", "shop",
              "UPLOAD_TYPES", "image/jpeg",
              "USER_ID_CLAIM", "email"));

  static Stream<Consumer<Env>> rehearsals() {
    return Stream.of(Rehearsals::webhook, Rehearsals::app, Rehearsals::authorizer);
  }

  @ParameterizedTest
  @MethodSource("rehearsals")
  void everythingIsPlayedAgainstTheStandInAlone(Consumer<Env> rehearsal) {
    assertThatCode(() -> new Rehearsal(ENV, StandIn.Answers.NONE, rehearsal).play())
        .doesNotThrowAnyException();
  }
}
