package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import tidings.lambda.FifoQueue;
import tidings.message.Chat;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.Parked;
import tidings.message.UserKey;

/** A command may be killed after it has sent and before it has removed; then it is run again. */
class RedriverTest {
  private static final Chat CHAT = new Chat(new UserKey("k".repeat(43)), "rana", "i-1");
  private static final Message.Id ID = new Message.Id("wish");

  private final List<String> sent = new ArrayList<>();
  private final SqsClient sqs =
      new SqsClient() {
        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
          sent.add(request.messageBody());
          return SendMessageResponse.builder().build();
        }

        @Override
        public String serviceName() {
          return "sqs";
        }

        @Override
        public void close() {}
      };

  private final DynamoDbClient unasked =
      new DynamoDbClient() {
        @Override
        public String serviceName() {
          return "dynamodb";
        }

        @Override
        public void close() {}
      };

  @Test
  void aTextWithoutAnAgentIsTheSameWishHoweverOftenItIsRedriven() {
    var parked = parked(new Errand.Agentless(CHAT, ID, "At the door", false));

    redriver().redrive(parked, true);
    redriver().redrive(parked, true);

    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst()).isEqualTo(sent.getLast()).doesNotContain("\"wish\"");
  }

  @Test
  void anEndIsTheSameWishHoweverOftenItIsRedriven() {
    var parked = parked(new Errand.End(CHAT, ID, null, "c-1"));

    redriver().redrive(parked, true);
    redriver().redrive(parked, true);

    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst()).isEqualTo(sent.getLast()).doesNotContain("\"wish\"");
  }

  private Redriver redriver() {
    var queue = new FifoQueue(sqs, "https://sqs/dispatch.fifo");
    return new Redriver(new Rows(unasked, "chat"), queue, queue, Clock.systemUTC());
  }

  private static ParkedMessage parked(Errand errand) {
    var parked = new Parked("dispatch", "in-doubt", "?", Instant.EPOCH, MessageJson.write(errand));
    return new ParkedMessage("4a9c6c1e-parked", "group", "receipt", parked);
  }
}
