package tidings.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.transformers.v2.dynamodb.DynamodbRecordTransformer;
import tidings.lambda.Batches;
import tidings.lambda.Env;
import tidings.lambda.Instance;
import tidings.lambda.Rehearsal;

/** The consumer of the chat table's stream. */
public final class NotifierHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {
  private final Notifier notifier;
  private final Instance instance = new Instance();

  /** Called by Lambda, once per cold start. */
  public NotifierHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), Rehearsals.aPhone(), Rehearsals::notifier);
  }

  /** Wires the notifier from these variables and nothing else. */
  public NotifierHandler(Env env) {
    this(Wiring.notifier(env));
  }

  NotifierHandler(Notifier notifier) {
    this.notifier = notifier;
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    return instance.work(
        context,
        origin ->
            Batches.byPartition(
                event,
                origin,
                record -> notifier.announce(DynamodbRecordTransformer.toRecordV2(record))));
  }
}
