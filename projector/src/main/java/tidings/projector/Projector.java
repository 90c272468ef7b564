package tidings.projector;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tidings.lambda.Bucket;
import tidings.lambda.Later;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.GenesysWebhook;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;

/**
 * Carries out what the transcript queue brings. Each command may come again at any time: what was
 * appended is found by its mark, and what must follow an append is done again.
 */
final class Projector {
  private final Log log;
  private final Deliveries deliveries;
  private final Files files;
  private final Signals signals;
  private final Endings endings;
  private final Offers offers;
  private final Imports imports;
  private final Erasures erasures;
  private final Outbox outbox;
  private final Clock clock;

  Projector(Chats chats, Bucket bucket, Outbox outbox, Clock clock) {
    this.log = new Log(chats, clock, Feed::chat);
    this.deliveries = new Deliveries(log, outbox);
    this.signals = new Signals(log, outbox);
    this.endings = new Endings(log, outbox);
    var offerLog = new Log(chats, clock, Feed::offers);
    this.offers = new Offers(offerLog);
    this.imports = new Imports(log, offerLog);
    this.files = new Files(log, outbox);
    this.erasures = new Erasures(chats, bucket);
    this.outbox = outbox;
    this.clock = clock;
  }

  Clock clock() {
    return clock;
  }

  /**
   * Returns when the command is carried out, or parked because it never can be.
   *
   * @param sentAt when the queue got it
   * @throws Later if it is to come back, also where a long one has done a part by the deadline
   */
  void project(String body, Instant sentAt, Instant deadline) {
    try {
      carryOut(MessageJson.read(body, Command.class), body, sentAt, deadline);
    } catch (MessageJson.Unreadable e) {
      outbox.park("unreadable", e.reason(), body);
    } catch (Unfit e) {
      outbox.park(e.code(), e.reason(), body);
    }
  }

  private void carryOut(Command command, String body, Instant sentAt, Instant deadline) {
    switch (command) {
      case Command.Post(Chat chat, Message message) -> post(chat, message);
      case Command.Webhook webhook -> webhook(webhook);
      case Command.Report report -> deliveries.report(report);
      case Command.Resend resend -> deliveries.resend(resend);
      case Command.ReadUpTo read -> signals.readUpTo(read);
      case Command.FetchedUpTo fetched -> signals.fetched(fetched, deadline);
      case Command.Typing typing -> signals.typing(typing);
      case Command.Copied copied -> files.copied(copied);
      case Command.Offer offer -> offers.offer(offer);
      case Command.Acknowledge acknowledge -> offers.acknowledge(acknowledge);
      case Command.End end -> endings.end(end);
      case Command.Ended ended -> endings.ended(ended);
      case Command.Agentless(Chat chat, var id, String text, boolean into) ->
          outbox.dispatch(new Errand.Agentless(chat, id, text, into));
      case Command.Import imported -> imports.take(imported);
      case Command.Erase erase -> erasures.erase(erase, sentAt, deadline);
      case Command.Unroutable(_, String reason, _) -> outbox.park("unroutable", reason, body);
    }
  }

  private void post(Chat chat, Message message) {
    String id = message.id().value();
    Optional<Entry.Said> said =
        log.say(
            chat,
            "customer",
            id,
            message.at(),
            standing -> {
              Message timed = message.at(standing.nextCustomerTime(message.at()));
              return Optional.of(standing.said(timed, Delivery.accepted(1)));
            });
    said.filter(row -> Delivery.accepted(1).equals(row.delivery()))
        .ifPresent(row -> outbox.dispatch(new Errand.Forward(chat, row.message(), 1)));
  }

  private void webhook(Command.Webhook command) {
    Chat chat = command.chat();
    var json = MessageJson.read(command.body().text(), JsonNode.class);
    GenesysWebhook webhook = GenesysWebhook.read(json, command.acceptedAt());
    switch (webhook.kind()) {
      case GenesysWebhook.Said(Message message) -> hear(chat, message, command.acceptedAt());
      case GenesysWebhook.Typing typing -> typing(chat, typing, command.acceptedAt());
      case GenesysWebhook.Receipt receipt ->
          deliveries.receipt(
              chat, webhook.heading().id().orElse(""), receipt, command.acceptedAt());
      case GenesysWebhook.Unknown(String type) when type.equals("Event") ->
          Line.info("ignored").with(chat.ids()).with("kind", "event").count(Metric.IGNORED).write();
      case GenesysWebhook.Unknown _ ->
          throw new Unfit("unknown-type", "the type of the webhook is not known");
    }
  }

  private void hear(Chat chat, Message heard, Instant acceptedAt) {
    Message message = Files.pending(heard);
    String id = message.id().value();
    Optional<Entry.Said> said =
        log.say(chat, "agent", id, acceptedAt, standing -> Optional.of(standing.heard(message)));
    said.ifPresent(row -> files.fetch(chat, row.message()));
  }

  /**
   * Typing changes what a poll shows and is no entry; before the first message it means nothing.
   */
  private void typing(Chat chat, GenesysWebhook.Typing typing, Instant acceptedAt) {
    Instant until = acceptedAt.plus(typing.duration());
    log.write(
        chat,
        standing -> {
          Head head = standing.head();
          boolean tells = standing.admits(acceptedAt) && until.isAfter(standing.now());
          return head.seq() == 0 || !tells
              ? Optional.empty()
              : Optional.of(Change.of(standing.touched(head.marks().typing(until))));
        });
  }
}
