package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.notifier.Phones.ALICE;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.lambda.Batches;
import tidings.lambda.Invoked;

class PushRetryHandlerTest {
  private final Phones phones = new Phones();
  private final PushRetryHandler handler =
      new PushRetryHandler(new Batches(phones.sqs, Phones.RETRIES), phones.notifier());

  @Test
  void whatTheQueueHasIsPushed() {
    var phone = phones.register(ALICE, "phone", "token");

    var answer = handler.handleRequest(retries("phone"), Invoked.of("AFunction"));

    assertThat(answer.getBatchItemFailures()).isEmpty();
    assertThat(phones.sns.reached()).containsExactly(phone.endpoint());
  }

  @Test
  void onlyTheDeviceThatIsThrottledComesBack() {
    var phone = phones.register(ALICE, "phone", "token-1");
    phones.register(ALICE, "tablet", "token-2");
    phones.failFor(phone, FakeSns.throttled());

    var answer = handler.handleRequest(retries("tablet", "phone"), Invoked.of("AFunction"));

    assertThat(answer.getBatchItemFailures())
        .containsExactly(new SQSBatchResponse.BatchItemFailure("message-2"));
    assertThat(phones.sqs.visibilities())
        .singleElement()
        .satisfies(change -> assertThat(change.visibilityTimeout()).isEqualTo(5));
  }

  /** The queue as it is after these devices were busy. */
  private SQSEvent retries(String... devices) {
    var queue = new Retries(phones.sqs, Phones.RETRIES);
    for (String device : devices) {
      queue.enqueue(new Retries.Retry(device, Alerts.message("Maja", "Hej \uFFFF 👋")));
    }
    var messages = new ArrayList<SQSEvent.SQSMessage>();
    for (String body : phones.sqs.bodiesSentTo(Phones.RETRIES)) {
      var message = new SQSEvent.SQSMessage();
      message.setMessageId("message-" + (messages.size() + 1));
      message.setReceiptHandle("receipt-" + (messages.size() + 1));
      message.setAttributes(Map.of("ApproximateReceiveCount", "1"));
      message.setBody(body);
      messages.add(message);
    }
    var event = new SQSEvent();
    event.setRecords(List.copyOf(messages));
    return event;
  }
}
