package tidings.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import tidings.lambda.Problem;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Message;

/** Takes what is told of a conversation beside messages: typing, and its end by either side. */
record Conversations(TranscriptQueue queue, Clock clock) {
  private static final Duration BETWEEN_TYPINGS = Duration.ofSeconds(5);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** The customer is typing; within each five seconds of the clock the queue takes it once. */
  void typing(Chat chat) {
    Instant now = now();
    long slot = now.getEpochSecond() / BETWEEN_TYPINGS.toSeconds();
    queue.sendBeside("typing", chat, new Command.Typing(chat, now), "typing", Long.toString(slot));
  }

  /** The customer ends the conversation. */
  void end(Chat chat, String requestId) {
    var end = new Command.End(chat, new Message.Id(requestId), now());
    queue.send(chat, end, "end", requestId);
  }

  /**
   * Genesys' side has ended the conversation with this id.
   *
   * @throws Problem 404 if no conversation has such an id, 422 if the body is not valid
   */
  void ended(String conversationId, String requestId, ObjectNode body) {
    if (!ID.matcher(conversationId).matches()) {
      throw Problem.of(404, "There is no such conversation.");
    }
    Fields fields = Fields.of(body);
    String by = fields.oneOf("by", "agent", "flow", "system");
    fields.check();
    queue.send(new Command.Ended(conversationId, by, now()), requestId);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
