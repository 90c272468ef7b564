package tidings.projector;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.GenesysWebhook.Receipt;
import tidings.message.MessageJson;
import tidings.table.Marks;

/** What became of customers' messages: the dispatcher's reports and Genesys' receipts. */
final class Deliveries {
  /** Reason codes after which the same message would only fail again (SDK, ConversationReason). */
  private static final Set<String> FINAL_REASONS =
      Set.of(
          "MessageNotAllowed",
          "UnsupportedMessage",
          "InvalidMessageStructure",
          "InvalidDestination",
          "MediaTypeNotAllowed",
          "InvalidMediaContentLength",
          "RecipientOptedOut",
          "DataFiltered");

  private final Log log;
  private final Outbox outbox;

  Deliveries(Log log, Outbox outbox) {
    this.log = log;
    this.outbox = outbox;
  }

  /**
   * Opens the next attempt, if that is this one, and hands it on. What has been sent in the
   * meantime stays as it is.
   */
  void resend(Command.Resend resend) {
    Chat chat = resend.chat();
    String id = resend.id().value();
    int attempt = resend.attempt();
    log.number(chat, "customer", id)
        .ifPresent(
            seq ->
                log.advance(
                    chat,
                    seq,
                    now -> now.attempt() + 1 == attempt ? Delivery.accepted(attempt) : now));
    log.said(chat, "customer", id)
        .filter(said -> Delivery.accepted(attempt).equals(said.delivery()))
        .map(said -> new Errand.Forward(chat, said.message(), attempt, resend.undelivered()))
        .ifPresent(outbox::dispatch);
    Line.info("resend").with(chat.ids()).with("messageId", id).with("attempt", attempt).write();
  }

  /** The dispatcher says how an attempt ended. */
  void report(Command.Report report) {
    Chat chat = report.chat();
    Optional<Long> seq = log.number(chat, "customer", report.id().value());
    if (seq.isEmpty()) {
      Line.warn("report without message")
          .with(chat.ids())
          .with("messageId", report.id().value())
          .write();
      return;
    }
    int attempt = report.attempt();
    switch (report.outcome()) {
      case Command.NotSent(Delivery.Failure failure) ->
          log.advance(chat, seq.get(), _ -> Delivery.failed(attempt, failure));
      case Command.Sent(String genesysId, String conversationId) ->
          sent(chat, seq.get(), attempt, genesysId, conversationId);
    }
    Line.info("reported")
        .with(chat.ids())
        .with("messageId", report.id().value())
        .with("attempt", attempt)
        .with("outcome", outcome(report))
        .write();
  }

  private static String outcome(Command.Report report) {
    return switch (report.outcome()) {
      case Command.NotSent(Delivery.Failure failure) -> failure.code();
      case Command.Sent _ -> "sent";
    };
  }

  /**
   * Sent, and from now on a receipt with this id finds its message and attempt; one may be waiting.
   */
  private void sent(
      Chat chat,
      long seq,
      int attempt,
      @Nullable String genesysId,
      @Nullable String conversationId) {
    UnaryOperator<Marks> told = marks -> marks.in(conversationId, seq);
    if (genesysId == null || log.marked(chat, "genesys", genesysId).isPresent()) {
      log.advance(chat, seq, _ -> Delivery.sent(attempt), told);
    } else {
      Mark name = new Mark("genesys", genesysId, seq, Optional.of(Integer.toString(attempt)));
      log.advance(chat, seq, _ -> Delivery.sent(attempt), told, name);
    }
    if (genesysId != null) {
      log.marked(chat, "receipt", genesysId)
          .flatMap(Mark::note)
          .map(note -> MessageJson.read(note, Receipt.class))
          .ifPresent(receipt -> receipt(chat, genesysId, receipt, log.now()));
    }
  }

  /**
   * Genesys says what became of a message. Publication is proof, whichever attempt it was; a
   * failure counts for the attempt that has this id, and waits until the report has named it.
   */
  void receipt(Chat chat, String genesysId, Receipt receipt, Instant acceptedAt) {
    if (!receipt.inbound() || !Set.of("Published", "Failed").contains(receipt.status())) {
      Line.info("ignored")
          .with(chat.ids())
          .with("kind", "receipt")
          .with("status", receipt.status())
          .count(Metric.IGNORED)
          .write();
      return;
    }
    boolean published = receipt.status().equals("Published");
    Optional<Mark> named = log.marked(chat, "genesys", genesysId);
    Optional<Mark> about = published ? named.or(() -> byOurId(chat, receipt)) : named;
    if (about.isEmpty()) {
      Mark waiting = new Mark("receipt", genesysId, 0, Optional.of(MessageJson.write(receipt)));
      log.mark(chat, waiting, acceptedAt);
    } else if (published) {
      log.advance(chat, about.get().seq(), now -> Delivery.published(now.attempt()));
    } else {
      failed(chat, about.get(), receipt);
    }
    Line.info("receipt")
        .with(chat.ids())
        .with("status", receipt.status())
        .with("genesysMessageId", genesysId)
        .with("messageId", receipt.messageId())
        .with("code", published ? null : receipt.code())
        .write();
  }

  /** What Genesys took and could not deliver is parked as if it had refused it. */
  private void failed(Chat chat, Mark named, Receipt receipt) {
    int attempt = named.note().map(Integer::parseInt).orElse(1);
    Delivery failed = Delivery.failed(attempt, failure(receipt));
    log.advance(chat, named.seq(), _ -> failed);
    String reason =
        "Genesys took the message as %s and reported later that it failed".formatted(named.id());
    log.row(chat, log.standing(chat), named.seq())
        .filter(said -> failed.equals(said.delivery()))
        .map(said -> new Errand.Forward(chat, said.message(), attempt))
        .ifPresent(errand -> outbox.park(errand, receipt.code(), reason));
  }

  private Optional<Mark> byOurId(Chat chat, Receipt receipt) {
    return Optional.ofNullable(receipt.messageId()).flatMap(id -> log.marked(chat, "customer", id));
  }

  private static Delivery.Failure failure(Receipt receipt) {
    boolean retryable = !FINAL_REASONS.contains(receipt.code());
    return new Delivery.Failure(receipt.code(), receipt.reason(), retryable, true).forCustomers();
  }
}
