package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.FifoQueue;
import tidings.lambda.Secret;
import tidings.message.Chat;
import tidings.message.Message;
import tidings.message.UserKey;

/** What an import has sent is looked for in the order in which it arrives. */
class ImportingTest {
  private static final Chat CHAT = new Chat(new UserKey("k".repeat(43)), "rana", "i-1");

  private final Set<String> there = new HashSet<>();
  private int looks;
  private final Deque<Importing.End.Sent> underway =
      new ArrayDeque<>(List.of(sent("1"), sent("2"), sent("3"), sent("4")));

  @Test
  void whatComesAfterAMissingOneIsNotLookedFor() {
    there.add("1");

    assertThat(importing().arrived(underway)).containsExactly(sent("1"));
    assertThat(underway).containsExactly(sent("2"), sent("3"), sent("4"));
    assertThat(looks).isEqualTo(3);
  }

  @Test
  void oneThatIsLostHidesNoOther() {
    there.addAll(List.of("1", "3", "4"));

    assertThat(importing().arrived(underway)).containsExactly(sent("1"), sent("3"), sent("4"));
    assertThat(underway).containsExactly(sent("2"));
  }

  private static Importing.End.Sent sent(String id) {
    var message =
        new Message(
            new Message.Id(id),
            Message.Author.AGENT,
            Instant.EPOCH,
            new Message.Text("t", List.of()),
            null,
            null);
    return new Importing.End.Sent(new BlueprintItem.Row(id, "rana", "i-1", message, null), CHAT);
  }

  private Importing importing() {
    var dynamo =
        new DynamoDbClient() {
          @Override
          public GetItemResponse getItem(GetItemRequest request) {
            looks++;
            String id = request.key().get("sk").s().replaceFirst(".*#", "");
            var answer = GetItemResponse.builder();
            return there.contains(id)
                ? answer.item(Map.of("seq", AttributeValue.fromN("1"))).build()
                : answer.build();
          }

          @Override
          public String serviceName() {
            return "dynamodb";
          }

          @Override
          public void close() {}
        };
    var unused =
        new SqsClient() {
          @Override
          public String serviceName() {
            return "sqs";
          }

          @Override
          public void close() {}
        };
    return new Importing(
        new Rows(dynamo, "chat"), new FifoQueue(unused, "url"), new Secret("key"), false);
  }
}
