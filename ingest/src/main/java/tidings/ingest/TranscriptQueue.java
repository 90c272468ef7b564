package tidings.ingest;

import java.util.ArrayList;
import java.util.List;
import tidings.lambda.FifoQueue;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.MessageJson;

/** The one way in: group = user, so that one user's commands are worked one at a time, in order. */
final class TranscriptQueue {
  private static final String NOBODY = "unroutable";

  private final FifoQueue queue;

  TranscriptQueue(FifoQueue queue) {
    this.queue = queue;
  }

  /** Sends what changes the chat; the identity is what its repetition would have in common. */
  void send(Chat chat, Command command, String... identity) {
    send(chat.userKey().value(), chat, command, identity);
  }

  /** Sends what may overtake the user's other commands, and holds none of them up. */
  void sendBeside(String side, Chat chat, Command command, String... identity) {
    send(chat.userKey().value() + "." + side, chat, command, identity);
  }

  private void send(String group, Chat chat, Command command, String... identity) {
    var parts = new ArrayList<>(List.of(chat.integrationId()));
    parts.addAll(List.of(identity));
    queue.send(group, parts, MessageJson.write(command));
  }

  /** Sends what belongs to a chat that only the projector knows. */
  void send(Command.Ended command, String requestId) {
    String group = "conversation." + command.conversationId();
    queue.send(group, List.of("ended", requestId), MessageJson.write(command));
  }

  /** Sends what belongs to no chat. */
  void send(Command.Unroutable command) {
    queue.send(NOBODY, List.of(command.body()), MessageJson.write(command));
  }
}
