package tidings.local.gateway;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tidings.local.lambda.Functions;

/**
 * Calls a route's function. One that fails, or runs out of its own time, is an internal error; one
 * that is still running at the gateway's limit is left to run, and the caller is told that it is
 * unavailable, as HTTP APIs are seen to do.
 */
record Integration(Functions functions, Duration limit) {
  private static final Logger LOG = LoggerFactory.getLogger(Integration.class);

  /** The longest that an HTTP API waits for an integration (API Gateway, "Quotas"). */
  static final Duration LIMIT = Duration.ofSeconds(30);

  Answer call(String functionId, APIGatewayV2HTTPEvent event) {
    var call = new FutureTask<>(() -> functions.invoke(functionId, event));
    Thread.startVirtualThread(call);
    try {
      return Answer.of(call.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Answer.own(503, "Service Unavailable");
    } catch (ExecutionException e) {
      LOG.error("{} failed: {}", functionId, kind(e));
      return Answer.internalServerError();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Answer.own(503, "Service Unavailable");
    }
  }

  /** Only the kind: a message may name a customer. */
  private static String kind(ExecutionException failure) {
    return Optional.ofNullable(failure.getCause()).orElse(failure).getClass().getName();
  }
}
