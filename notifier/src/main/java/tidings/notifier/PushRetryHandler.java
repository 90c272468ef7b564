package tidings.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Aws;
import tidings.lambda.Batches;
import tidings.lambda.Env;
import tidings.lambda.Rehearsal;
import tidings.message.MessageJson;

/** The consumer of the queue of pushes to try again. */
public final class PushRetryHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Batches batches;
  private final Notifier notifier;

  /** Called by Lambda, once per cold start. */
  public PushRetryHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), Rehearsals.aPhone(), Rehearsals::pushRetry);
  }

  /** Wires the notifier from these variables and nothing else. */
  public PushRetryHandler(Env env) {
    this(
        new Batches(
            new Aws(env).client(SqsClient.builder(), "SQS"), env.required("PUSH_RETRIES_URL")),
        Wiring.notifier(env));
  }

  PushRetryHandler(Batches batches, Notifier notifier) {
    this.batches = batches;
    this.notifier = notifier;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batches.byGroup(
        event,
        context,
        message ->
            notifier.announceAgain(MessageJson.read(message.getBody(), Retries.Retry.class)));
  }
}
