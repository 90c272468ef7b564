package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.lambda.LocalBucket;
import tidings.message.Command;
import tidings.message.Message;

class AnnouncementsTest {
  private final World world = new World(LocalBucket.out());

  @Test
  void anOfferIsEnqueuedForTheUserOfThePath() {
    var answer =
        offer(
            """
            {"id":"o-1","type":"qrcode","content":"XYZ","fromId":"shop",
             "expiresAt":"2026-12-01T01:00:00+01:00"}""");

    assertThat(answer.getBody()).isEqualTo("{\"id\":\"o-1\"}");
    var expiry = Instant.parse("2026-12-01T00:00:00Z");
    assertThat(((Command.Offer) world.enqueued()).message().body())
        .isEqualTo(new Message.Offer("qrcode", "XYZ", "shop", expiry));
  }

  @Test
  void everyFaultOfAnOfferIsNamed() {
    var answer = offer("{\"id\":\"a b\",\"type\":\"x\",\"expiresAt\":\"soon\"}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains("id", "type", "content", "fromId", "expiresAt");
  }

  @Test
  void anAgentlessTextIsEnqueuedWithItsId() {
    var answer = agentless("{\"text\":\"Parcel\",\"useExistingActiveConversation\":true}");

    assertThat(answer.getBody()).isEqualTo("{\"id\":\"made-1\"}");
    assertThat(((Command.Agentless) world.enqueued()).intoActiveConversation()).isTrue();
  }

  @Test
  void anAgentlessTextKeepsGenesysLimit() {
    assertThat(agentless(text("x".repeat(2000))).getStatusCode()).isEqualTo(202);
    assertThat(agentless(text("x".repeat(2001))).getStatusCode()).isEqualTo(422);
  }

  private APIGatewayV2HTTPResponse offer(String body) {
    return world.call(
        "POST /notification/integration/{integrationId}/user/{userId}",
        Map.of("integrationId", "offers-1", "userId", "user-1"),
        body);
  }

  private APIGatewayV2HTTPResponse agentless(String body) {
    return world.call(
        "POST /agentless/integration/{integrationId}/user/{userId}", World.path("user-1"), body);
  }

  private static String text(String text) {
    return "{\"text\":\"" + text + "\"}";
  }
}
