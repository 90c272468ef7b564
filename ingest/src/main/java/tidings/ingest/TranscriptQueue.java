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

  /** Like the first; returns false, and sends nothing, if a queue has no room for it. */
  boolean sendIfItFits(Chat chat, Command command, String... identity) {
    String body = MessageJson.write(command);
    return sendIfItFits(chat.userKey().value(), parts(chat, identity), body);
  }

  /** Sends what belongs to no chat; returns false if a queue has no room for it. */
  boolean sendIfItFits(Command.Unroutable command) {
    return sendIfItFits(NOBODY, List.of(command.body()), MessageJson.write(command));
  }

  /** Sends what belongs to a chat that only the projector knows. */
  void send(Command.Ended command, String requestId) {
    String group = "conversation." + command.conversationId();
    queue.send(group, List.of("ended", requestId), MessageJson.write(command));
  }

  private void send(String group, Chat chat, Command command, String... identity) {
    queue.send(group, parts(chat, identity), MessageJson.write(command));
  }

  private static List<String> parts(Chat chat, String... identity) {
    var parts = new ArrayList<>(List.of(chat.integrationId()));
    parts.addAll(List.of(identity));
    return parts;
  }

  private boolean sendIfItFits(String group, List<String> identity, String body) {
    if (!FifoQueue.hasRoomFor(body)) {
      return false;
    }
    queue.send(group, identity, body);
    return true;
  }
}
