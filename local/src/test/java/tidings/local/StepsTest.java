package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The way of a message through the whole stack, as {@code /local/steps} tells it. */
class StepsTest {
  /** The last steps; under load the receipt may overtake the report. */
  private static final List<String> ENDS = List.of("report:sent", "webhook");

  private final Client client = RunningStack.client();

  @Test
  void aCustomersMessageLeavesEachStepToItsReceipt() {
    client.customer("traveller").say("travelled", "Hello");

    List<String> places = eventually(() -> places("travelled"), all -> all.containsAll(ENDS));

    assertThat(places)
        .containsSubsequence("POST", "post", "forward", "message", "report:sent")
        .containsSubsequence("message", "Published", "webhook");
  }

  @Test
  void anAgentsMessageLeavesEachStepToItsPush() {
    client.customer("awaited").register("phone", "token-of-awaited");
    String id =
        client
            .post(
                "/local/genesys/say",
                "{\"integrationId\":\"%s\",\"userId\":\"awaited\",\"text\":\"Hello\"}"
                    .formatted(client.integrationId()))
            .json()
            .path("id")
            .asText();

    List<String> places =
        eventually(() -> places(id), all -> all.containsAll(List.of("message", "GCM")));

    assertThat(places).containsSubsequence("Text", "webhook", "message", "GCM");
  }

  @Test
  void aStepBeginsWhereItsWaitEnds() {
    client.customer("patient").say("waited", "Hello");
    eventually(() -> places("waited"), all -> all.containsAll(ENDS));

    List<JsonNode> queued =
        steps("waited").stream().filter(step -> step.has("waitingSince")).toList();

    assertThat(queued)
        .isNotEmpty()
        .allSatisfy(
            step -> assertThat(at(step, "waitingSince")).isBeforeOrEqualTo(at(step, "began")));
  }

  private static Instant at(JsonNode step, String field) {
    return Instant.parse(step.path(field).asText());
  }

  /** What happened, in the order in which it began; of a route, its method. */
  private List<String> places(String messageId) {
    return steps(messageId).stream()
        .map(step -> step.path("what").asText().replaceFirst(" .*", ""))
        .toList();
  }

  private List<JsonNode> steps(String messageId) {
    JsonNode items = client.get("/local/steps").json().path("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(step -> step.path("messageId").asText().equals(messageId))
        .filter(step -> !step.path("outcome").asText().equals("working"))
        .sorted(Comparator.comparing(step -> at(step, "began")))
        .toList();
  }
}
