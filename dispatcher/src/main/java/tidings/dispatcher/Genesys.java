package tidings.dispatcher;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tidings.message.Delivery;
import tidings.message.Errand;

/** Genesys Cloud, as far as we tell it anything. */
interface Genesys {

  /** Runs the errand and says by the deadline what came of it. */
  Answer deliver(Errand errand, Instant deadline);

  /** What came of it; the correlation id is Genesys' own, {@code -} where it gave none. */
  sealed interface Answer {

    /** Genesys has it; the ids are absent where its answer could not be read. */
    record Accepted(
        @Nullable String genesysId, @Nullable String conversationId, String correlationId)
        implements Answer {}

    /** Never; asking again is pointless. */
    record Refused(int status, Delivery.Failure failure, String correlationId) implements Answer {

      /** True if the request itself was refused, and not our right to make it. */
      boolean forItsForm() {
        return status >= 400 && status < 500 && status != 401;
      }
    }

    /**
     * Not now.
     *
     * @param retryAfter the wait that Genesys asks for, where it does
     * @param inDoubt true where Genesys may have done it all the same
     */
    record NotNow(
        Cause cause,
        String reason,
        @Nullable Duration retryAfter,
        String correlationId,
        boolean inDoubt)
        implements Answer {}
  }

  /**
   * Whose fault it is that a message cannot be taken now, which decides for how long it is tried.
   */
  enum Cause {
    /** This message fails, for all that we can tell; others may pass. */
    MESSAGE,
    /** Genesys is out, throttles or lets nobody in. */
    OUTAGE
  }
}
