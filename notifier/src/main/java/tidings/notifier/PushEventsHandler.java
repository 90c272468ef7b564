package tidings.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Aws;
import tidings.lambda.Batches;
import tidings.lambda.Env;
import tidings.lambda.Rehearsal;

/** The consumer of what SNS tells of deliveries that failed. */
public final class PushEventsHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final Batches batches;
  private final PushEvents events;

  /** Called by Lambda, once per cold start. */
  public PushEventsHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), Rehearsals.aPhone(), Rehearsals::pushEvents);
  }

  /** Wires the clean-up from these variables and nothing else. */
  public PushEventsHandler(Env env) {
    this(
        new Batches(
            new Aws(env).client(SqsClient.builder(), "SQS"), env.required("PUSH_EVENTS_URL")),
        wire(env));
  }

  PushEventsHandler(Batches batches, PushEvents events) {
    this.batches = batches;
    this.events = events;
  }

  private static PushEvents wire(Env env) {
    var aws = new Aws(env);
    var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB");
    return new PushEvents(
        new Devices(dynamo, env.required("DEVICE_TABLE"), Clock.systemUTC()),
        new Endpoints(aws.client(SnsClient.builder(), "SNS")));
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    return batches.byGroup(event, context, message -> events.take(message.getBody()));
  }
}
