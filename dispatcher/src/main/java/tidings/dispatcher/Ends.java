package tidings.dispatcher;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tidings.lambda.FifoQueue;
import tidings.lambda.Later;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.MessageJson;

/**
 * Brings attempts to their end: parked where it failed, recorded, reported, in this order. What a
 * crash leaves out is made up for when the message comes back.
 */
record Ends(Ledger ledger, Parking parking, FifoQueue transcript) {
  private static final Delivery.Failure CRASHED =
      new Delivery.Failure("crashed", "The message could not be processed", true, false);

  /** Returns true if this attempt has ended before; that end is reported again. */
  boolean repeat(Errand.Forward errand) {
    Optional<Command.Outcome> end = ledger.end(errand);
    end.ifPresent(
        outcome -> {
          report(errand, outcome);
          line(Line.info("reported again"), errand, "-").count(Metric.DUPLICATES).write();
        });
    return end.isPresent();
  }

  /**
   * Returns true if Genesys took the attempt before and has not said since that it failed: then
   * that one's end is this one's, and nothing is posted again.
   */
  boolean takenBefore(Errand.Forward errand) {
    if (errand.attempt() == 1 || errand.undelivered()) {
      return false;
    }
    var before = new Errand.Forward(errand.chat(), errand.message(), errand.attempt() - 1);
    Optional<Command.Outcome> taken =
        ledger.end(before).filter(outcome -> outcome instanceof Command.Sent);
    taken.ifPresent(
        outcome -> {
          ledger.record(errand, outcome);
          report(errand, outcome);
          line(Line.info("taken before"), errand, "-").count(Metric.DUPLICATES).write();
        });
    return taken.isPresent();
  }

  /** Genesys has taken it. */
  void taken(Errand.Owed errand, Genesys.Answer.Accepted accepted) {
    if (errand instanceof Errand.Forward forward) {
      sent(forward, accepted);
    } else {
      done(errand, accepted);
    }
  }

  /** Genesys does not take it, or not in time. */
  void failed(
      Envelope envelope, Errand.Owed errand, Delivery.Failure failure, String correlationId) {
    if (errand instanceof Errand.Forward forward) {
      notSent(envelope, forward, failure, correlationId);
    } else {
      givenUp(envelope, errand, failure, correlationId);
    }
  }

  /** Genesys has taken the message. */
  void sent(Errand.Forward errand, Genesys.Answer.Accepted accepted) {
    var outcome = new Command.Sent(accepted.genesysId(), accepted.conversationId());
    ledger.record(errand, outcome, accepted.correlationId());
    report(errand, outcome);
    Line line = line(Line.info("sent"), errand, accepted.correlationId());
    if (errand.attempt() == 1) {
      Instant now = parking.clock().instant();
      line.measure(Metric.APP_TO_GENESYS, Duration.between(errand.message().at(), now));
    }
    line.with("genesysMessageId", accepted.genesysId())
        .with("genesysConversationId", accepted.conversationId())
        .count(Metric.MESSAGES_TAKEN)
        .write();
  }

  /** The attempt is given up. */
  void notSent(
      Envelope envelope, Errand.Forward errand, Delivery.Failure failure, String correlationId) {
    String reason = failure.message() + " (correlation id " + correlationId + ")";
    parking.park(envelope, errand, failure.code(), reason);
    var outcome = new Command.NotSent(failure.forCustomers());
    ledger.record(errand, outcome, correlationId);
    report(errand, outcome);
    parked(errand, failure, correlationId);
  }

  /** Our copy of a file is there, under this name. */
  void copied(Errand.Fetch errand, String name, long bytes) {
    report(errand, Content.Stored.available(name));
    line(Line.info("copied"), errand, "-").measure(Metric.MEDIA_BYTES, bytes).write();
  }

  /** There will be no copy of the file, unless it is redriven. */
  void notCopied(
      Envelope envelope, Errand.Fetch errand, Delivery.Failure failure, String correlationId) {
    parking.park(envelope, errand, failure.code(), failure.message());
    report(errand, Content.Stored.failed(failure.code()));
    parked(errand, failure, correlationId);
  }

  /** Gives up what crashed the dispatcher again and again, unless it had ended before. */
  void crashed(Envelope envelope) {
    try {
      switch (envelope.errand()) {
        case Errand.Forward forward -> {
          if (!repeat(forward)) {
            notSent(envelope, forward, CRASHED, "-");
          }
        }
        case Errand.Fetch fetch -> notCopied(envelope, fetch, CRASHED, "-");
        case Errand.End end -> giveUpUnlessEnded(envelope, end);
        case Errand.Agentless agentless -> giveUpUnlessEnded(envelope, agentless);
        case Errand.Receipt receipt -> dropped(receipt, "crashed");
        case Errand.Typing typing -> dropped(typing, "crashed");
      }
    } catch (MessageJson.Unreadable _) {
      unreadable(envelope);
    }
  }

  private void giveUpUnlessEnded(Envelope envelope, Errand.Owed errand) {
    if (ledger.end(errand).isEmpty()) {
      givenUp(envelope, errand, CRASHED, "-");
    }
  }

  /** It is done; nobody waits for a report of it. */
  void done(Errand.Owed errand, Genesys.Answer.Accepted accepted) {
    var outcome = new Command.Sent(accepted.genesysId(), accepted.conversationId());
    ledger.record(errand, outcome, accepted.correlationId());
    line(Line.info("done"), errand, accepted.correlationId()).write();
  }

  /** It is given up and parked; nobody waits for a report of it. */
  void givenUp(
      Envelope envelope, Errand.Owed errand, Delivery.Failure failure, String correlationId) {
    String reason = failure.message() + " (correlation id " + correlationId + ")";
    parking.park(envelope, errand, failure.code(), reason);
    ledger.record(errand, new Command.NotSent(failure), correlationId);
    parked(errand, failure, correlationId);
  }

  /** Genesys knows it, and nobody waits to hear that. */
  void told(Errand errand, Genesys.Answer.Accepted accepted) {
    line(Line.info("told"), errand, accepted.correlationId()).write();
  }

  /**
   * Returns true if it is to be given up.
   *
   * @throws Later if it is to be tried again
   */
  boolean givesUp(
      Envelope envelope, Errand.Owed errand, Genesys.Answer.NotNow notNow, Patience patience) {
    Instant since = since(envelope, errand, notNow.cause());
    Optional<Duration> wait = patience.next(envelope, notNow, since, ledger.clock().instant());
    if (wait.isEmpty()) {
      return true;
    }
    throw later(errand, notNow, wait.get());
  }

  /**
   * A message's own budget counts from its first own failure: what it waited behind others or for
   * the end of an outage is not its own. The budget of an outage counts from its sending, so that a
   * row of messages is not given up one budget after the other.
   */
  private Instant since(Envelope envelope, Errand.Owed errand, Genesys.Cause cause) {
    return switch (cause) {
      case MESSAGE -> ledger.failingSince(errand, envelope.id());
      case OUTAGE -> envelope.sentAt();
    };
  }

  /** It is to be tried again. */
  private static Later later(Errand errand, Genesys.Answer.NotNow notNow, Duration wait) {
    Metric retries =
        switch (notNow.cause()) {
          case MESSAGE -> Metric.RETRIES_OF_MESSAGES;
          case OUTAGE -> Metric.RETRIES_IN_OUTAGES;
        };
    Line line = line(Line.warn("retry"), errand, notNow.correlationId());
    return new Later(
        line.with("cause", notNow.cause().name()).count(retries), notNow.reason(), wait);
  }

  private static void parked(Errand errand, Delivery.Failure failure, String correlationId) {
    line(Line.error("parked"), errand, correlationId)
        .with("queue", "dispatch")
        .with("code", failure.code())
        .count(Metric.PARKED)
        .write();
  }

  /** It is neither done nor kept. */
  void dropped(Errand errand, String reason) {
    line(Line.info("dropped"), errand, "-").with("reason", reason).write();
  }

  /** What cannot be read names nobody to whom it could be reported. */
  void unreadable(Envelope envelope) {
    parking.parkUnread(envelope);
    Line.error("parked")
        .with("queue", "dispatch")
        .with("code", "unreadable")
        .with("sqsMessageId", envelope.id())
        .count(Metric.PARKED)
        .write();
  }

  private void report(Errand.Forward errand, Command.Outcome outcome) {
    String end =
        switch (outcome) {
          case Command.Sent _ -> "sent";
          case Command.NotSent _ -> "notSent";
        };
    var chat = errand.chat();
    var id = errand.message().id();
    var report = new Command.Report(chat, id, errand.attempt(), outcome);
    transcript.send(
        chat.userKey().value(),
        List.of(
            "report", chat.integrationId(), id.value(), Integer.toString(errand.attempt()), end),
        MessageJson.write(report));
  }

  private void report(Errand.Fetch errand, Content.Stored stored) {
    var chat = errand.chat();
    var report = new Command.Copied(chat, errand.id(), errand.item(), stored);
    transcript.send(
        chat.userKey().value(),
        List.of(
            "copied",
            chat.integrationId(),
            errand.id().value(),
            Integer.toString(errand.item()),
            stored.state().name()),
        MessageJson.write(report));
  }

  private static Line line(Line line, Errand errand, String correlationId) {
    return line.with(errand.ids()).with("genesysCorrelationId", correlationId);
  }
}
