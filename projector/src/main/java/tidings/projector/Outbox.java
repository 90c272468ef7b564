package tidings.projector;

import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tidings.lambda.FifoQueue;
import tidings.message.Chat;
import tidings.message.Errand;
import tidings.message.MessageJson;
import tidings.message.Parked;

/** What the projector hands on: errands to the dispatcher, and what it cannot work to parking. */
record Outbox(FifoQueue dispatchQueue, FifoQueue parkingQueue, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /**
   * Hands a message on; within five minutes the same attempt is taken once, later the ledger tells.
   */
  void dispatch(Chat chat, Errand.Forward errand) {
    var identity =
        List.of(
            "forward",
            chat.integrationId(),
            errand.message().id().value(),
            Integer.toString(errand.attempt()));
    dispatchQueue.send(chat.userKey().value(), identity, MessageJson.write(errand));
  }

  /** Has a file copied, in a group of its own: it holds up no message of the customer. */
  void fetch(Errand.Fetch errand) {
    Chat chat = errand.chat();
    var identity =
        List.of(
            "fetch", chat.integrationId(), errand.id().value(), Integer.toString(errand.item()));
    dispatchQueue.send(chat.userKey().value() + ":files", identity, MessageJson.write(errand));
  }

  void park(String code, String reason, String body) {
    var parked = new Parked("transcript", code, reason, clock.instant(), body);
    parkingQueue.send("transcript", List.of(code, body), MessageJson.write(parked));
    LOG.error("parked queue=transcript code={}", code);
  }
}
