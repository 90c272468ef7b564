package tidings.projector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.lambda.Line;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.Content.Stored;
import tidings.message.Errand;
import tidings.message.Message;

/**
 * The files of agents' messages. A message is shown at once and its files as pending; what becomes
 * of their copies changes the message later.
 */
record Files(Log log, Outbox outbox) {
  /** The message with its files pending; a link is no file and stays as it is. */
  static Message pending(Message message) {
    return message.with(message.body().items().stream().map(Files::pending).toList());
  }

  private static Content pending(Content item) {
    return switch (item) {
      case Content.Attachment file when isLink(file) -> file;
      case Content.Attachment file when file.attachment().url() == null ->
          file.as(Stored.failed("no-address"));
      case Content.Attachment file -> file.as(Stored.pending());
      case Content.QuickReply _,
          Content.Card _,
          Content.Carousel _,
          Content.DatePicker _,
          Content.Other _ ->
          item;
    };
  }

  static boolean isLink(Content.Attachment file) {
    return "Link".equals(file.attachment().mediaType());
  }

  /** Has the files copied that are still pending. */
  void fetch(Chat chat, Message message) {
    List<Content> content = message.body().items();
    for (int item = 0; item < content.size(); item++) {
      if (content.get(item) instanceof Content.Attachment file && isPending(file.stored())) {
        outbox.dispatch(new Errand.Fetch(chat, message.id(), item, file.attachment()));
      }
    }
  }

  /** The dispatcher has copied a file, or never will. */
  void copied(Command.Copied report) {
    Chat chat = report.chat();
    Optional<Long> seq = log.number(chat, "agent", report.id().value());
    if (seq.isEmpty()) {
      Line.warn("file without message")
          .with(chat.ids())
          .with("messageId", report.id().value())
          .write();
      return;
    }
    log.fill(chat, seq.get(), message -> filled(message, report.item(), report.stored()));
    if (report.stored().state() == Stored.State.FAILED) {
      outbox.dispatch(
          Errand.Receipt.failed(
              chat, report.id(), reason(report.stored()), outbox.clock().instant()));
    }
    Line.info("file")
        .with(chat.ids())
        .with("messageId", report.id().value())
        .with("item", report.item())
        .with("state", report.stored().state().name())
        .write();
  }

  private static Errand.Reason reason(Stored stored) {
    boolean size = "too-big".equals(stored.failure());
    String code = size ? "InvalidMediaContentLength" : "GeneralError";
    return new Errand.Reason(code, "A file could not be copied: " + stored.failure());
  }

  /** Empty if this item has its copy, or nothing changes. */
  private static Optional<Message> filled(Message message, int item, Stored now) {
    List<Content> content = message.body().items();
    if (item >= content.size()
        || !(content.get(item) instanceof Content.Attachment file)
        || !isForward(file.stored(), now)) {
      return Optional.empty();
    }
    var others = new ArrayList<>(content);
    others.set(item, file.as(now));
    return Optional.of(message.with(others));
  }

  /** A copy that is there beats all reports that it cannot be made. */
  private static boolean isForward(@Nullable Stored before, Stored now) {
    return before != null
        && switch (before.state()) {
          case PENDING -> now.state() != Stored.State.PENDING;
          case FAILED -> now.state() == Stored.State.AVAILABLE;
          case AVAILABLE -> false;
        };
  }

  private static boolean isPending(@Nullable Stored stored) {
    return stored != null && stored.state() == Stored.State.PENDING;
  }
}
