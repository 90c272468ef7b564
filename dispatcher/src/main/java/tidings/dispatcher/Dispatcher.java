package tidings.dispatcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import tidings.lambda.Later;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.MessageJson;

/** Runs an errand to Genesys, to its end or until later. */
record Dispatcher(Genesys genesys, Fetches fetches, Ends ends, Patience patience, Clock clock) {

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
      }
    } catch (MessageJson.Unreadable _) {
      ends.unreadable(envelope);
    } catch (SdkException e) {
      Duration wait = patience.backoff().after(envelope.receives());
      throw new Later("AWS: " + e.getClass().getSimpleName(), wait);
    }
  }

  private void forward(Envelope envelope, Errand.Forward errand, Instant deadline) {
    if (ends.repeat(errand)) {
      return;
    }
    switch (genesys.deliver(errand, deadline)) {
      case Genesys.Answer.Accepted accepted -> ends.sent(errand, accepted);
      case Genesys.Answer.Refused(_, Delivery.Failure failure, String correlationId) ->
          ends.notSent(envelope, errand, failure, correlationId);
      case Genesys.Answer.NotNow notNow -> waitOrGiveUp(envelope, errand, notNow);
    }
  }

  private void waitOrGiveUp(
      Envelope envelope, Errand.Forward errand, Genesys.Answer.NotNow notNow) {
    Optional<Duration> wait = patience.next(envelope, notNow, clock.instant());
    if (wait.isEmpty()) {
      ends.notSent(envelope, errand, givenUp(notNow), notNow.correlationId());
      return;
    }
    throw new Later(
        "%s chat=%s id=%s attempt=%d correlation=%s"
            .formatted(
                notNow.reason(),
                errand.chat(),
                errand.message().id().value(),
                errand.attempt(),
                notNow.correlationId()),
        wait.get());
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
