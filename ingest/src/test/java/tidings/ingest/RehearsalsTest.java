package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tidings.lambda.Env;
import tidings.lambda.Rehearsal;
import tidings.lambda.StandIn;
import tidings.message.Command;
import tidings.message.MessageJson;

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

  @Test
  void theWebhooksMessageIsHandedOnAsACustomersConversation() throws IOException {
    var sent = new LinkedHashSet<String>();
    StandIn.Answers listening =
        (operation, body) -> {
          if (operation.equals("SendMessage")) {
            sent.add(MessageJson.read(body, JsonNode.class).path("MessageBody").asText());
          }
          return Optional.empty();
        };

    new Rehearsal(ENV, listening, Rehearsals::webhook).play();

    assertThat(sent)
        .isNotEmpty()
        .allSatisfy(
            body ->
                assertThat(MessageJson.read(body, Command.class))
                    .isInstanceOf(Command.Webhook.class));
  }
}
