package tidings.lambda;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** An SQS that keeps what it was sent, and can be out; calls it does not know throw. */
public final class RecordingSqs implements SqsClient {
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
