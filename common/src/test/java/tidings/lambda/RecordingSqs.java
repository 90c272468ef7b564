package tidings.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * An SQS that keeps what it was sent, and can be out; calls it does not know throw. It refuses the
 * bodies that SQS refuses (API reference, SendMessage).
 */
public final class RecordingSqs implements SqsClient {
  private static final int MOST_BYTES = 1024 * 1024;

  private final List<SendMessageRequest> sent = new CopyOnWriteArrayList<>();
  private final List<ChangeMessageVisibilityBatchRequestEntry> visibilities =
      new CopyOnWriteArrayList<>();
  private volatile boolean out;

  /** From now on every call fails. */
  public void goOut() {
    out = true;
  }

  public List<SendMessageRequest> sent() {
    return sent;
  }

  /** The bodies that were sent to the queue with this address. */
  public List<String> bodiesSentTo(String url) {
    return sent.stream()
        .filter(send -> send.queueUrl().equals(url))
        .map(SendMessageRequest::messageBody)
        .toList();
  }

  public List<ChangeMessageVisibilityBatchRequestEntry> visibilities() {
    return visibilities;
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    failIfOut();
    refuseUnfit(request.messageBody());
    sent.add(request);
    return SendMessageResponse.builder().messageId("m-" + sent.size()).build();
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    failIfOut();
    visibilities.addAll(request.entries());
    return ChangeMessageVisibilityBatchResponse.builder().build();
  }

  /** The request's id is all that goes beside a body, and takes less than this. */
  private static void refuseUnfit(String body) {
    if (body.getBytes(UTF_8).length + 100 > MOST_BYTES) {
      throw refusal("a message is at most 1 MiB long");
    }
    if (body.isEmpty() || !body.codePoints().allMatch(RecordingSqs::isTaken)) {
      throw refusal("a character that SQS does not take");
    }
  }

  private static boolean isTaken(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private static AwsServiceException refusal(String why) {
    return SqsException.builder().statusCode(400).message(why).build();
  }

  private void failIfOut() {
    if (out) {
      throw SdkClientException.create("SQS is out");
    }
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
