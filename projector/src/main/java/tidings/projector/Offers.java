package tidings.projector;

import java.util.Optional;
import tidings.lambda.Line;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;

/** Offers to users, each once, and their acknowledgement. */
record Offers(Log log) {
  void offer(Command.Offer command) {
    Message message = command.message();
    if (!(message.body() instanceof Message.Offer offer)) {
      throw new MessageJson.Unreadable("an offer without an offer");
    }
    Optional<Entry.Said> _ =
        log.say(
            command.chat(),
            "offer",
            message.id().value(),
            message.at(),
            standing -> Optional.of(standing.offered(message, offer)));
  }

  void acknowledge(Command.Acknowledge command) {
    Chat chat = command.chat();
    Optional<Entry.Said> offer = log.said(chat, "offer", command.id().value());
    offer.ifPresent(
        said -> log.write(chat, standing -> acknowledged(command, standing, said.seq())));
    Line.info("acknowledged").with(chat.ids()).with("messageId", command.id().value()).write();
  }

  private Optional<Change> acknowledged(Command.Acknowledge command, Standing standing, long seq) {
    return log.row(command.chat(), standing, seq)
        .filter(said -> said.acknowledgedAt() == null)
        .map(_ -> standing.acknowledged(seq, command.device()));
  }
}
