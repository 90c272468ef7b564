package tidings.dispatcher;

import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;
import tidings.lambda.RecordingSqs;

/** A recording SQS of which single queues can be out for a while. */
final class BreakableSqs implements SqsClient {
  private final RecordingSqs sqs = new RecordingSqs();
  private final Set<String> out = new HashSet<>();

  void goOut(String url) {
    out.add(url);
  }

  void comeBack() {
    out.clear();
  }

  RecordingSqs recorded() {
    return sqs;
  }

  @Override
  public SendMessageResponse sendMessage(SendMessageRequest request) {
    if (out.contains(request.queueUrl())) {
      throw SdkClientException.create("the queue is out");
    }
    return sqs.sendMessage(request);
  }

  @Override
  public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
      ChangeMessageVisibilityBatchRequest request) {
    return sqs.changeMessageVisibilityBatch(request);
  }

  @Override
  public String serviceName() {
    return "sqs";
  }

  @Override
  public void close() {}
}
