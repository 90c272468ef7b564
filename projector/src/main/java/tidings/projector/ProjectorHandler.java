package tidings.projector;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Aws;
import tidings.lambda.Batches;
import tidings.lambda.Bucket;
import tidings.lambda.Env;
import tidings.lambda.FifoQueue;
import tidings.lambda.Rehearsal;
import tidings.lambda.StandIn;

/** The transcript queue's consumer. */
public final class ProjectorHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /**
   * Kept free after a long work has stopped: a call takes eight seconds at most, and then what is
   * left is given back. The others of the batch wait meanwhile, so there is the less for the work.
   */
  private static final Duration MARGIN = Duration.ofSeconds(20);

  private final Batches batches;
  private final Projector projector;

  /** Called by Lambda, once per cold start. */
  public ProjectorHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), StandIn.Answers.NONE, Rehearsals::projector);
  }

  /** Wires the projector from these variables and nothing else. */
  public ProjectorHandler(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var sqs = aws.client(SqsClient.builder(), "SQS");
    var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB");
    this.batches = new Batches(sqs, env.required("TRANSCRIPT_QUEUE_URL"));
    var chats =
        new Chats(dynamo, env.required("CHAT_TABLE"), clock, env.requiredDays("RETENTION_DAYS"));
    var outbox =
        new Outbox(
            new FifoQueue(sqs, env.required("DISPATCH_QUEUE_URL")),
            new FifoQueue(sqs, env.required("PARKING_QUEUE_URL")),
            clock);
    var bucket = Bucket.of(env, env.required("MEDIA_BUCKET"));
    this.projector = new Projector(chats, bucket, outbox, clock);
  }

  ProjectorHandler(Batches batches, Projector projector) {
    this.batches = batches;
    this.projector = projector;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Instant deadline = projector.clock().instant().plus(left).minus(MARGIN);
    return batches.byGroup(
        event, context, message -> projector.project(message.getBody(), sentAt(message), deadline));
  }

  private static Instant sentAt(SQSMessage message) {
    return Instant.ofEpochMilli(Long.parseLong(message.getAttributes().get("SentTimestamp")));
  }
}
