package tidings.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Aws;
import tidings.lambda.Batches;
import tidings.lambda.Env;
import tidings.lambda.Rehearsal;
import tidings.lambda.StandIn;

/** Works the dispatch queue's dead letters: parks what crashed the dispatcher and reports it. */
public final class DeadLetterHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Batches batches;
  private final Ends ends;

  /** Called by Lambda, once per cold start. */
  public DeadLetterHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), StandIn.Answers.NONE, Rehearsals::deadLetters);
  }

  /** Wires the handler from these variables and nothing else. */
  public DeadLetterHandler(Env env) {
    this(env, new Aws(env).client(SqsClient.builder(), "SQS"));
  }

  private DeadLetterHandler(Env env, SqsClient sqs) {
    this(
        new Batches(sqs, env.required("DISPATCH_QUEUE_URL")),
        DispatcherHandler.ends(env, sqs, Clock.systemUTC()));
  }

  DeadLetterHandler(Batches batches, Ends ends) {
    this.batches = batches;
    this.ends = ends;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batches.byGroup(event, context, message -> ends.crashed(Envelope.of(message)));
  }
}
