package tidings.projector;

import java.time.Clock;
import java.util.List;
import tidings.lambda.FifoQueue;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.Errand;
import tidings.message.MessageJson;
import tidings.message.Parked;

/** What the projector hands on: errands to the dispatcher, and what it cannot work to parking. */
record Outbox(FifoQueue dispatchQueue, FifoQueue parkingQueue, Clock clock) {
  /** Hands an errand on; within five minutes the same is taken once, later the ledger tells. */
  void dispatch(Errand errand) {
    dispatchQueue.send(group(errand), errand.identity(), MessageJson.write(errand));
  }

  /** A customer's messages and their end go in order; what else there is holds up nobody. */
  private static String group(Errand errand) {
    String user = errand.chat().userKey().value();
    return switch (errand) {
      case Errand.Forward _, Errand.End _ -> user;
      case Errand.Agentless _ -> user + ".agentless";
      case Errand.Fetch _ -> user + ".files";
      case Errand.Receipt _ -> user + ".receipts";
      case Errand.Typing _ -> user + ".typing";
    };
  }

  /** Parks what Genesys took and reported as failed later, as the dispatcher would have. */
  void park(Errand.Forward errand, String code, String reason) {
    var parked = new Parked("dispatch", code, reason, clock.instant(), MessageJson.write(errand));
    parkingQueue.sendApart(group(errand), errand.identity(), MessageJson.write(parked));
    Line.error("parked")
        .with(errand.ids())
        .with("queue", "dispatch")
        .with("code", code)
        .count(Metric.PARKED)
        .write();
  }

  void park(String code, String reason, String body) {
    var parked = new Parked("transcript", code, reason, clock.instant(), body);
    parkingQueue.sendApart("transcript", List.of(code, body), MessageJson.write(parked));
    Line.error("parked")
        .with("queue", "transcript")
        .with("code", code)
        .count(Metric.PARKED)
        .write();
  }
}
