package tidings.local.trail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An invocation of a function, which may be about several messages. */
record Invocation(String functionId, String id, Instant began) {

  /** The step of one of its messages, while it works. */
  Step step(
      String name, Step.Subject subject, String what, @Nullable Instant waitingSince, int tries) {
    var times = new Step.Times(waitingSince, began, null);
    return new Step(id + "/" + name, subject, functionId, what, times, tries, "working");
  }
}
