package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private final RecordingSqs sqs = new RecordingSqs();
  private final FifoQueue queue = new FifoQueue(sqs, "queue");
  private final Routes routes = new Routes(Map.of("POST /{id}", _ -> send()));

  @Test
  void anAnswerIsOneLineThatNamesTheRouteAndNotThePath() {
    JsonNode line = Lines.of("answered", this::answer).getFirst();

    assertThat(line.path("route").asText()).isEqualTo("POST /{id}");
    assertThat(line.path("status").asInt()).isEqualTo(202);
    assertThat(line.path("function").asText()).isEqualTo("AFunction");
    assertThat(line.path("requestId").asText()).isEqualTo("r-1");
    assertThat(line.toString()).doesNotContain("rana");
  }

  @Test
  void whatARequestSendsTakesItsIdAlong() {
    answer();

    assertThat(sqs.sent().getFirst().messageAttributes().get("requestId").stringValue())
        .isEqualTo("r-1");
  }

  @Test
  void whenAwsDoesNotAnswerItsErrorIsNamedWithoutItsMessage() {
    sqs.goOut();

    JsonNode line = Lines.of("aws did not answer", this::answer).getFirst();

    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("error").asText()).endsWith("SdkClientException");
    assertThat(line.toString()).doesNotContain("SQS is out");
  }

  private APIGatewayV2HTTPResponse send() {
    queue.send("group", List.of("id"), "{}");
    return Answers.json(202, Map.of());
  }

  private void answer() {
    var event =
        APIGatewayV2HTTPEvent.builder()
            .withRouteKey("POST /{id}")
            .withRawPath("/rana")
            .withRequestContext(
                APIGatewayV2HTTPEvent.RequestContext.builder().withRequestId("r-1").build())
            .build();
    var _ = routes.answer(event, Invoked.of("AFunction"));
  }
}
