package tidings.notifier;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Origin;
import tidings.message.MessageJson;

/** The queue of pushes to try again, each for one device. */
record Retries(SqsClient sqs, String url) {

  /** JSON allows characters that SQS refuses: all but ASCII is escaped. */
  private static final ObjectWriter ASCII =
      MessageJson.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

  /** What one device of its user still lacks. */
  record Retry(String device, Notice notice) {

    Device.Id deviceId() {
      return new Device.Id(notice.user(), device);
    }
  }

  /** Returns when SQS has it; it comes after the queue's delay. */
  void enqueue(Retry retry) {
    String body = write(retry);
    var attributes = Origin.current().attributes();
    sqs.sendMessage(send -> send.queueUrl(url).messageBody(body).messageAttributes(attributes));
  }

  private static String write(Retry retry) {
    try {
      return ASCII.writeValueAsString(retry);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: a retry", e);
    }
  }
}
