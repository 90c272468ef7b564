package tidings.dispatcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import tidings.lambda.Later;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.MessageJson;

/** Runs an errand to Genesys, to its end or until later. */
record Dispatcher(Genesys genesys, Fetches fetches, Ends ends, Patience patience, Clock clock) {
  /** Then nobody wants to know any more. */
  private static final Duration TYPING_COUNTS = Duration.ofSeconds(5);

  private static final Delivery.Failure IN_DOUBT =
      new Delivery.Failure("in-doubt", "Genesys may have sent it already", true, false);

  /**
   * Returns when the errand has ended and that is recorded and reported.
   *
   * @throws Later if it is to come back, because Genesys or AWS could not be had
   */
  void dispatch(Envelope envelope, Instant deadline) {
    try {
      switch (envelope.errand()) {
        case Errand.Forward forward -> forward(envelope, forward, deadline);
        case Errand.Fetch fetch -> fetches.fetch(envelope, fetch, deadline);
        case Errand.End end -> end(envelope, end, deadline);
        case Errand.Agentless agentless -> agentless(envelope, agentless, deadline);
        case Errand.Receipt receipt -> tell(receipt, deadline);
        case Errand.Typing typing -> typing(typing, deadline);
      }
    } catch (MessageJson.Unreadable _) {
      ends.unreadable(envelope);
    } catch (SdkException e) {
      Duration wait = patience.backoff().after(envelope.receives());
      throw new Later("AWS: " + e.getClass().getSimpleName(), wait);
    }
  }

  private void forward(Envelope envelope, Errand.Forward errand, Instant deadline) {
    if (ends.repeat(errand) || ends.takenBefore(errand)) {
      return;
    }
    settle(envelope, errand, genesys.deliver(errand, deadline));
  }

  /** Ends the conversation that the last message went into; where none is known there is none. */
  private void end(Envelope envelope, Errand.End errand, Instant deadline) {
    Optional<String> conversation =
        lastConversation(errand).or(() -> Optional.ofNullable(errand.conversationId()));
    if (ends.ledger().end(errand).isPresent() || conversation.isEmpty()) {
      ends.dropped(errand, conversation.isEmpty() ? "no conversation" : "done before");
      return;
    }
    var known = new Errand.End(errand.chat(), errand.id(), null, conversation.get());
    settle(envelope, errand, genesys.deliver(known, deadline));
  }

  private Optional<String> lastConversation(Errand.End errand) {
    return Optional.ofNullable(errand.last())
        .flatMap(last -> ends.ledger().end(errand.chat(), last))
        .filter(Command.Sent.class::isInstance)
        .map(sent -> ((Command.Sent) sent).conversationId());
  }

  /** At most once: what may have been done is parked, never done again. */
  private void agentless(Envelope envelope, Errand.Agentless errand, Instant deadline) {
    if (ends.ledger().end(errand).isPresent()) {
      ends.dropped(errand, "ended before");
      return;
    }
    if (!ends.ledger().begin(errand, envelope.id() + "#" + envelope.receives())) {
      ends.givenUp(envelope, errand, IN_DOUBT, "-");
      return;
    }
    Genesys.Answer answer = genesys.deliver(errand, deadline);
    if (answer instanceof Genesys.Answer.NotNow notNow) {
      if (notNow.inDoubt()) {
        ends.givenUp(envelope, errand, IN_DOUBT, notNow.correlationId());
        return;
      }
      ends.ledger().undo(errand);
    }
    settle(envelope, errand, answer);
  }

  /**
   * Brings the errand to the end that the answer means.
   *
   * @throws Later if it is to be tried again
   */
  private void settle(Envelope envelope, Errand.Owed errand, Genesys.Answer answer) {
    switch (answer) {
      case Genesys.Answer.Accepted accepted -> ends.taken(errand, accepted);
      case Genesys.Answer.Refused(_, Delivery.Failure failure, String correlationId) ->
          ends.failed(envelope, errand, failure, correlationId);
      case Genesys.Answer.NotNow notNow -> {
        if (ends.givesUp(envelope, errand, notNow, patience)) {
          ends.failed(envelope, errand, givenUp(notNow), notNow.correlationId());
        }
      }
    }
  }

  private void typing(Errand.Typing typing, Instant deadline) {
    Instant stale = typing.at().plus(TYPING_COUNTS);
    if (stale.isAfter(clock.instant())) {
      tell(typing, stale.isBefore(deadline) ? stale : deadline);
    } else {
      ends.dropped(typing, "stale");
    }
  }

  /** What Genesys can do without is told or dropped, and never kept. */
  private void tell(Errand errand, Instant deadline) {
    switch (genesys.deliver(errand, deadline)) {
      case Genesys.Answer.Accepted accepted -> ends.told(errand, accepted);
      case Genesys.Answer.Refused(int status, _, _) -> ends.dropped(errand, "HTTP " + status);
      case Genesys.Answer.NotNow notNow -> ends.dropped(errand, notNow.reason());
    }
  }

  private static Delivery.Failure givenUp(Genesys.Answer.NotNow notNow) {
    String code =
        switch (notNow.cause()) {
          case MESSAGE -> "expired";
          case OUTAGE -> "outage";
        };
    String message = "Genesys did not take the message in time: " + notNow.reason();
    return new Delivery.Failure(code, message, true, false);
  }
}
