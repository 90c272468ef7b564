package tidings.local;

import java.util.List;

/**
 * A misbehaviour of Genesys towards one message, and what is to become of that message.
 *
 * @param effect as the simulator's faults are written, without whom it strikes
 * @param requests how many requests for the message are struck
 */
record FaultKind(String name, String effect, int requests, End end) {
  private static final int ALWAYS = 1000;

  /**
   * How it ends.
   *
   * @param state as the transcript shows it, with the code of a failure
   * @param parked the code with which it lies in the parking queue; empty where it does not
   * @param taken how often Genesys may take it: once, unless it took it without an answer
   * @param pause between the first two requests, in seconds, at least
   */
  record End(String state, String parked, int taken, int pause) {
    static final End PUBLISHED = new End("published", "", 1, 0);

    static End failed(String code) {
      return new End("failed " + code, code, 0, 0);
    }

    static End after(int pause) {
      return new End("published", "", 1, pause);
    }

    static End inDoubt(int taken, String parked) {
      return new End("published", parked, taken, 0);
    }
  }

  /**
   * Permanent refusals are parked at once, a message's own failures after their budget, outages
   * after theirs; a wait that Genesys asks for is kept, unless it is longer than the budget; a
   * status that was heard counts; what Genesys took without an answer is sent again, and its
   * receipt proves it.
   */
  static final List<FaultKind> ALL =
      List.of(
          once("400", "'status':400", End.failed("refused")),
          once("401", "'status':401", End.PUBLISHED),
          always("401", "'status':401", End.failed("refused")),
          once("403", "'status':403", End.failed("refused")),
          once("404", "'status':404", End.failed("refused")),
          once("408", "'status':408", End.PUBLISHED),
          always("408", "'status':408", End.failed("expired")),
          once("409", "'status':409", End.PUBLISHED),
          always("409", "'status':409", End.failed("expired")),
          once("413", "'status':413", End.failed("refused")),
          once("425", "'status':425", End.PUBLISHED),
          always("425", "'status':425", End.failed("expired")),
          once("429, wait 1 s", "'status':429,'retryAfter':1", End.after(1)),
          once("429, wait 3 s", "'status':429,'retryAfter':3", End.after(3)),
          once("429, wait a day", "'status':429,'retryAfter':86400", End.failed("outage")),
          once("500", "'status':500", End.PUBLISHED),
          always("500", "'status':500", End.failed("expired")),
          once("502", "'status':502", End.PUBLISHED),
          always("502", "'status':502", End.failed("outage")),
          once("503", "'status':503", End.PUBLISHED),
          always("503", "'status':503", End.failed("outage")),
          once("504", "'status':504", End.PUBLISHED),
          always("504", "'status':504", End.failed("outage")),
          once("cut without answer", "'status':0", End.PUBLISHED),
          always("cut without answer", "'status':0", End.failed("outage")),
          once("taken, cut without answer", "'status':0,'accept':true", End.inDoubt(2, "")),
          always(
              "taken, cut without answer", "'status':0,'accept':true", End.inDoubt(99, "outage")),
          once("200, reset in mid-body", "'body':'cut'", End.PUBLISHED),
          once("503, reset in mid-body", "'status':503,'body':'cut'", End.PUBLISHED),
          once("headers after 3 s", "'delayMs':3000", End.PUBLISHED),
          once("taken, headers after 30 s", "'delayMs':30000", End.inDoubt(2, "")),
          once("hang", "'hang':true", End.PUBLISHED),
          always("hang", "'hang':true", End.failed("outage")),
          once("200, garbage body", "'body':'garbage'", End.PUBLISHED),
          once(
              "200, then a Failed receipt",
              "'failedReceipt':true",
              new End("failed GeneralError", "GeneralError", 1, 0)));

  /** Nothing listens where Genesys should, until the message that meets it has been given up. */
  static final FaultKind REFUSED = new FaultKind("connection refused", "", 0, End.failed("outage"));

  private static FaultKind once(String name, String effect, End end) {
    return new FaultKind(name, effect.replace('\'', '"'), 1, end);
  }

  private static FaultKind always(String name, String effect, End end) {
    return new FaultKind(name + ", always", effect.replace('\'', '"'), ALWAYS, end);
  }
}
