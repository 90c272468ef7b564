package tidings.local.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.lambda.MovableClock;
import tidings.local.lambda.Functions;

class WatchedFunctionsTest {
  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T09:15:02Z"));
  private final Trail trail = new Trail(100);

  @Test
  void aMessageOfAQueueLeavesItsWaitAndItsWork() throws Exception {
    watching(_ -> new SQSBatchResponse(List.of())).invoke("P", batch("1", "m-1"));

    Step step = trail.between(0, trail.size()).getLast();
    assertThat(step.subject()).isEqualTo(new Step.Subject("m-1", "rana"));
    assertThat(step.what()).isEqualTo("post");
    assertThat(step.times().waitingSince()).isEqualTo("2026-11-20T09:15:00Z");
    assertThat(step.times().began()).isEqualTo("2026-11-20T09:15:02Z");
    assertThat(step.times().ended()).isEqualTo("2026-11-20T09:15:03Z");
    assertThat(step.outcome()).isEqualTo("done");
  }

  @Test
  void aReturnedMessageComesAgain() throws Exception {
    var failure = new SQSBatchResponse.BatchItemFailure("1");
    watching(_ -> new SQSBatchResponse(List.of(failure))).invoke("P", batch("1", "m-1"));

    assertThat(outcomes()).containsExactly("working", "again");
  }

  @Test
  void aFailedInvocationFailsAllItsMessages() {
    Functions failing =
        (_, _) -> {
          throw new Functions.FunctionFailed("no", false);
        };

    assertThatThrownBy(
            () -> new WatchedFunctions(failing, trail, clock).invoke("P", batch("1", "m-1")))
        .isInstanceOf(Functions.FunctionFailed.class);
    assertThat(outcomes()).containsExactly("working", "failed");
  }

  @Test
  void aBatchOfNonsenseReachesItsFunctionWithoutAStep() throws Exception {
    Object answer = watching(_ -> "worked").invoke("P", event("1", "no JSON"));

    assertThat(answer).isEqualTo("worked");
    assertThat(trail.size()).isZero();
  }

  @Test
  void anAcceptedRequestIsAboutTheIdThatWasAnswered() throws Exception {
    var answer =
        APIGatewayV2HTTPResponse.builder().withStatusCode(202).withBody("{\"id\":\"m-2\"}").build();
    watching(_ -> answer).invoke("A", request());

    Step step = trail.between(0, 1).getFirst();
    assertThat(step.subject()).isEqualTo(new Step.Subject("m-2", "rana"));
    assertThat(step.outcome()).isEqualTo("202");
  }

  private List<String> outcomes() {
    return trail.between(0, trail.size()).stream().map(Step::outcome).toList();
  }

  private Functions watching(java.util.function.Function<Object, Object> function) {
    Functions slow =
        (_, event) -> {
          clock.pass(Duration.ofSeconds(1));
          return function.apply(event);
        };
    return new WatchedFunctions(slow, trail, clock);
  }

  private static APIGatewayV2HTTPEvent request() {
    return APIGatewayV2HTTPEvent.builder()
        .withRouteKey("POST /transcript")
        .withHeaders(Map.of())
        .withPathParameters(Map.of("userId", "rana"))
        .build();
  }

  private static SQSEvent batch(String name, String id) {
    return event(
        name,
        "{\"command\":\"post\",\"chat\":{\"userId\":\"rana\"},\"message\":{\"id\":\"%s\"}}"
            .formatted(id));
  }

  private static SQSEvent event(String name, String body) {
    var message = new SQSEvent.SQSMessage();
    message.setMessageId(name);
    message.setBody(body);
    message.setAttributes(Map.of("SentTimestamp", "1795166100000", "ApproximateReceiveCount", "1"));
    var event = new SQSEvent();
    event.setRecords(List.of(message));
    return event;
  }
}
