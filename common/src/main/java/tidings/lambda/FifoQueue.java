package tidings.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.digest.Sha256;

/** A FIFO queue to send to; messages take the id of the request along that they come of. */
public record FifoQueue(SqsClient sqs, String url) {
  /** What SQS takes (developer guide, "Message quotas"), without what goes beside a body. */
  private static final int MOST_BYTES = 1024 * 1024 - 4096;

  /** No character takes more in JSON within JSON: U+FFFE as an escape whose backslash is one. */
  private static final int MOST_BYTES_OF_A_CHARACTER = 7;

  /** Whether a queue has room for the body, and for the JSON that holds it when it is parked. */
  public static boolean hasRoomFor(String body) {
    return body.length() < MOST_BYTES / MOST_BYTES_OF_A_CHARACTER || hasRoomOnceParked(body);
  }

  private static boolean hasRoomOnceParked(String body) {
    String parked = JsonNodeFactory.instance.textNode(JsonText.fit(body)).toString();
    return parked.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
  }

  /**
   * Returns when SQS has the message; within five minutes the same group and identity is taken
   * once.
   *
   * @param identity what makes two messages the same; only its hash is sent
   * @param body JSON; what SQS would refuse of its characters is sent in another form
   * @throws software.amazon.awssdk.core.exception.SdkException if it is not known to be taken
   */
  public void send(String group, List<String> identity, String body) {
    send(group, hash(group, identity), body);
  }

  /**
   * Like the other, but nothing waits for this message: it is a group of its own, whose name begins
   * as this one.
   */
  public void sendApart(String group, List<String> identity, String body) {
    String hash = hash(group, identity);
    send(group + "." + hash, hash, body);
  }

  private void send(String group, String deduplicationId, String body) {
    sqs.sendMessage(
        send ->
            send.queueUrl(url)
                .messageGroupId(group)
                .messageDeduplicationId(deduplicationId)
                .messageAttributes(Origin.current().attributes())
                .messageBody(JsonText.fit(body)));
  }

  private static String hash(String group, List<String> identity) {
    return Sha256.base64Url(group + "\0" + String.join("\0", identity));
  }
}
