package tidings.dispatcher;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import tidings.message.Errand;
import tidings.message.MessageJson;

/**
 * A message of the dispatch queue with what SQS says of it.
 *
 * @param group the user key, and for a file's copy more, whatever the body holds
 * @param receives how often it was received, this time included
 */
record Envelope(
    String id, String group, String body, Instant sentAt, Instant firstReceivedAt, int receives) {

  static Envelope of(SQSMessage message) {
    return new Envelope(
        message.getMessageId(),
        attribute(message, "MessageGroupId"),
        message.getBody(),
        time(message, "SentTimestamp"),
        time(message, "ApproximateFirstReceiveTimestamp"),
        Integer.parseInt(attribute(message, "ApproximateReceiveCount")));
  }

  /**
   * What the body asks for.
   *
   * @throws MessageJson.Unreadable if it is no errand, or one that lacks a part
   */
  Errand errand() {
    return MessageJson.read(body, Errand.class);
  }

  private static Instant time(SQSMessage message, String name) {
    return Instant.ofEpochMilli(Long.parseLong(attribute(message, name)));
  }

  private static String attribute(SQSMessage message, String name) {
    String value = message.getAttributes().get(name);
    if (value == null) {
      throw new IllegalStateException("SQS gave no attribute " + name);
    }
    return value;
  }
}
