package tidings.projector;

import tidings.message.Command;
import tidings.message.Message;

/** What another system kept: appended once, quietly, and never handed on. */
record Imports(Log chats, Log offers) {
  void take(Command.Import command) {
    Message message = command.message();
    String id = message.id().value();
    switch (message.body()) {
      case Message.Offer offer ->
          offers.keep(
              command.chat(),
              "offer",
              id,
              message.at(),
              standing -> standing.imported(message, offer, command.acknowledgedAt()));
      case Message.Text _,
          Message.Structured _,
          Message.Reply _,
          Message.Location _,
          Message.Ended _ ->
          chats.keep(
              command.chat(),
              message.author().inbound() ? "customer" : "agent",
              id,
              message.at(),
              standing -> standing.imported(message));
    }
  }
}
