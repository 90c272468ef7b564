package tidings.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tidings.lambda.Env;
import tidings.local.engines.Account;
import tidings.local.template.Deployment;

/**
 * The instances of one function: each works on one invocation at a time, more are built when all
 * are busy, and one that ran out of time is not used again.
 */
final class Instances {
  private static final Logger LOG = LoggerFactory.getLogger(Instances.class);

  private final Deployment.Function function;
  private final Handler handler;
  private final Env env;
  private final String arn;
  private final Deque<RequestHandler<Object, Object>> idle = new ConcurrentLinkedDeque<>();

  private Instances(Deployment.Function function, Handler handler, Env env, String arn) {
    this.function = function;
    this.handler = handler;
    this.env = env;
    this.arn = arn;
  }

  /** Builds the first instance. */
  static Instances start(Deployment.Function function, Env env, Account account) {
    String arn = account.arn("lambda", "function:" + function.logicalId());
    var instances = new Instances(function, Handler.of(function), env, arn);
    instances.idle.push(instances.handler.instance(env));
    return instances;
  }

  Object invoke(Object event) throws Functions.FunctionFailed {
    var instance = instance();
    long deadline = System.nanoTime() + function.timeout().toNanos();
    var context = new Invocation(UUID.randomUUID().toString(), function.logicalId(), arn, deadline);
    var running = new FutureTask<>(() -> instance.handleRequest(event, context));
    Thread.ofVirtual().name("invocation-" + function.logicalId()).start(running);
    try {
      Object answer = running.get(function.timeout().toNanos(), TimeUnit.NANOSECONDS);
      idle.push(instance);
      return answer;
    } catch (TimeoutException _) {
      running.cancel(true);
      throw failed(context, "timed out after " + function.timeout(), true);
    } catch (InterruptedException _) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw failed(context, "the stack stops", false);
    } catch (ExecutionException _) {
      idle.push(instance);
      throw failed(context, describe(running.exceptionNow()), false);
    }
  }

  private RequestHandler<Object, Object> instance() throws Functions.FunctionFailed {
    var idling = idle.poll();
    if (idling != null) {
      return idling;
    }
    try {
      return handler.instance(env);
    } catch (IllegalStateException e) {
      LOG.error("failed function={} error={}", function.logicalId(), e.getMessage());
      throw new Functions.FunctionFailed(function.logicalId() + ": " + e.getMessage(), false);
    }
  }

  private Functions.FunctionFailed failed(Invocation context, String why, boolean timedOut) {
    LOG.error(
        "failed function={} request={} error={}", context.functionName(), context.requestId(), why);
    return new Functions.FunctionFailed(function.logicalId() + ": " + why, timedOut);
  }

  private static String describe(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return trace.length == 0 ? thrown.toString() : thrown + " at " + trace[0];
  }
}
