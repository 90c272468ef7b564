package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {
  private final RecordingSqs sqs = new RecordingSqs();
  private final FifoQueue queue = new FifoQueue(sqs, "queue");

  @Test
  void whatIsSentTakesTheRequestsIdAlongAndNothingElse() {
    new Origin("F", "JKJaXmPLvHcESHA=").run(() -> queue.send("group", List.of("id"), "{}"));

    var attributes = sqs.sent().getFirst().messageAttributes();
    assertThat(attributes).containsOnlyKeys("requestId");
    assertThat(attributes.get("requestId").stringValue()).isEqualTo("JKJaXmPLvHcESHA=");
  }

  @Test
  void whatNoRequestBeganTakesNothingAlong() {
    queue.send("group", List.of("id"), "{}");

    assertThat(sqs.sent().getFirst().messageAttributes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rana@example.org", "a b", "{\"text\":1}"})
  void whatIsNoIdOfARequestIsNotPassedOn(String id) {
    assertThat(new Origin("F", id).requestId()).isNull();
  }

  @Test
  void aMessageThatNamesItsRequestBringsItBack() {
    var attribute = new SQSEvent.MessageAttribute();
    attribute.setStringValue("r-1");
    var message = new SQSEvent.SQSMessage();
    message.setMessageAttributes(Map.of("requestId", attribute));

    assertThat(new Origin("F", null).begunBy(message)).isEqualTo(new Origin("F", "r-1"));
  }

  @Test
  void aMessageWithoutARequestHasNone() {
    assertThat(new Origin("F", "r-1").begunBy(new SQSEvent.SQSMessage()).requestId()).isNull();
  }
}
