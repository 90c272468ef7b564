package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import tidings.lambda.LocalBucket;
import tidings.message.Command;

class ConversationsTest {
  private static final String CHAT = "POST /transcript/integration/{integrationId}/user/{userId}";

  private final World world = new World(LocalBucket.out());

  @Test
  void typingIsTakenOnceInFiveSecondsBesideTheMessages() {
    call("/typing", "{}");
    call("/typing", "{}");
    world.clock.pass(Duration.ofSeconds(5));
    call("/typing", "{}");

    assertThat(world.sqs.sent()).allMatch(send -> send.messageGroupId().endsWith(".typing"));
    assertThat(world.sqs.sent().stream().map(SendMessageRequest::messageDeduplicationId).distinct())
        .hasSize(2);
  }

  @Test
  void theCustomersEndIsEnqueuedInOrder() {
    assertThat(call("/end", "{}").getStatusCode()).isEqualTo(202);

    var end = (Command.End) world.enqueued();
    assertThat(world.sqs.sent().getFirst().messageGroupId())
        .isEqualTo(end.chat().userKey().value());
    assertThat(end.id().value()).isEqualTo("request-1");
  }

  @Test
  void genesysEndIsEnqueuedByItsConversation() {
    assertThat(end("c-1", "{\"by\":\"agent\"}").getStatusCode()).isEqualTo(202);

    assertThat(world.enqueued())
        .isEqualTo(new Command.Ended("c-1", "agent", world.clock.instant()));
  }

  @Test
  void anEndByNobodyKnownIsRefused() {
    assertThat(end("c-1", "{\"by\":\"customer\"}").getStatusCode()).isEqualTo(422);
    assertThat(end("c/1", "{\"by\":\"agent\"}").getStatusCode()).isEqualTo(404);
  }

  private APIGatewayV2HTTPResponse call(String below, String body) {
    return world.call(CHAT + below, World.path("user-1"), body);
  }

  private APIGatewayV2HTTPResponse end(String conversationId, String body) {
    return world.call(
        "POST /conversations/{conversationId}/ended",
        Map.of("conversationId", conversationId),
        body);
  }
}
