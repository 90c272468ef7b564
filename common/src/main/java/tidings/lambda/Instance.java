package tidings.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** An instance of a function, which counts its first invocation as a cold start. */
public final class Instance {
  private final AtomicBoolean cold = new AtomicBoolean(true);

  /** Works on an invocation, with its function as the origin. */
  public <T> T work(Context invocation, Function<Origin, T> work) {
    var origin = Origin.of(invocation);
    return origin.call(
        () -> {
          if (cold.getAndSet(false)) {
            Line.info("cold start").count(Metric.COLD_STARTS).write();
          }
          return work.apply(origin);
        });
  }
}
