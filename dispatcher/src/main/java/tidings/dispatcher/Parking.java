package tidings.dispatcher;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tidings.lambda.FifoQueue;
import tidings.message.Errand;
import tidings.message.MessageJson;
import tidings.message.Parked;

/**
 * Where messages wait that were given up, whole and with their reason, until they are redriven.
 * Each stands apart, so that one that is looked at hides no other.
 */
record Parking(FifoQueue queue, Clock clock) {

  /**
   * Parks what a queue message asked for; within five minutes it is taken once, but again after
   * another queue message has asked for it.
   */
  void park(Envelope envelope, Errand errand, String code, String reason) {
    var identity = new ArrayList<>(errand.identity());
    identity.add(envelope.id());
    park(envelope, identity, code, reason);
  }

  /** Parks what cannot be read. */
  void parkUnread(Envelope envelope) {
    park(envelope, List.of("unread", envelope.id()), "unreadable", "not a whole errand");
  }

  private void park(Envelope envelope, List<String> identity, String code, String reason) {
    var parked = new Parked("dispatch", code, reason, clock.instant(), envelope.body());
    queue.sendApart(envelope.group(), identity, MessageJson.write(parked));
  }
}
