package tidings.notifier;

import java.time.Duration;

/** The way to a device. */
interface Push {

  /** Sends the notice to the device; whoever carries it drops it after the time to live. */
  Answer push(Notice notice, Device device, Duration timeToLive);

  /** What became of it. */
  sealed interface Answer {

    /** On its way, under this id of the push service. */
    record Sent(String id) implements Answer {}

    /** The device is not reachable under this endpoint any more. */
    record Gone(String reason) implements Answer {}

    /** Not now. */
    record Busy(String reason) implements Answer {}

    /** Not until somebody mends the set-up; asking again is pointless. */
    record Refused(String reason) implements Answer {}
  }
}
