package tidings.dispatcher;

import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tidings.message.Chat;
import tidings.message.Errand;
import tidings.message.Message;
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
    Errand errand = MessageJson.read(body, Errand.class);
    if (present(errand) && isWhole(errand)) {
      return errand;
    }
    throw new MessageJson.Unreadable("not a whole errand");
  }

  /** Jackson leaves null what the JSON lacks, whatever the types say. */
  private static boolean isWhole(Errand errand) {
    @Nullable Chat chat = errand.chat();
    return chat != null
        && present(chat.userKey())
        && switch (errand) {
          case Errand.Forward forward -> isWhole(forward.message());
          case Errand.End end -> present(end.id());
          case Errand.Agentless agentless -> present(agentless.id()) && present(agentless.text());
          case Errand.Fetch fetch -> present(fetch.id()) && present(fetch.medium());
          case Errand.Receipt receipt ->
              present(receipt.of()) && present(receipt.status()) && present(receipt.at());
          case Errand.Typing typing -> present(typing.at());
        };
  }

  private static boolean isWhole(@Nullable Message message) {
    return message != null
        && present(message.id())
        && present(message.at())
        && present(message.body());
  }

  private static boolean present(@Nullable Object part) {
    return part != null;
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
