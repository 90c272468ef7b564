package tidings.dispatcher;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Aws;
import tidings.lambda.Batches;
import tidings.lambda.Bucket;
import tidings.lambda.Env;
import tidings.lambda.FifoQueue;
import tidings.lambda.Rehearsal;
import tidings.lambda.Secrets;
import tidings.lambda.StandIn;

/** Works the dispatch queue: forwards to Genesys what customers say. */
public final class DispatcherHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {
  /** Kept free after Genesys was asked, to record and report the end or to make it come back. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** Genesys keeps no bigger ones (resource centre, "Supported content profiles"). */
  private static final long MOST_BYTES = 25L * 1024 * 1024;

  private final Batches batches;
  private final Dispatcher dispatcher;

  /** Called by Lambda, once per cold start. */
  public DispatcherHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), StandIn.Answers.NONE, Rehearsals::dispatcher);
  }

  /** Wires the dispatcher from these variables and nothing else. */
  public DispatcherHandler(Env env) {
    this(env, new Aws(env).client(SqsClient.builder(), "SQS"));
  }

  private DispatcherHandler(Env env, SqsClient sqs) {
    this(new Batches(sqs, env.required("DISPATCH_QUEUE_URL")), wire(env, sqs));
  }

  DispatcherHandler(Batches batches, Dispatcher dispatcher) {
    this.batches = batches;
    this.dispatcher = dispatcher;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    Instant deadline = dispatcher.clock().instant().plus(left).minus(MARGIN);
    return batches.byGroup(
        event, context, message -> dispatcher.dispatch(Envelope.of(message), deadline));
  }

  private static Dispatcher wire(Env env, SqsClient sqs) {
    Clock clock = Clock.systemUTC();
    var patience =
        new Patience(
            backoff(Duration.ofSeconds(2), Duration.ofMinutes(5)),
            env.requiredSeconds("MESSAGE_RETRY_SECONDS"),
            env.requiredSeconds("OUTAGE_RETRY_SECONDS"));
    var bucket = Bucket.of(env, env.required("MEDIA_BUCKET"));
    var ends = ends(env, sqs, clock);
    var http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    var calls = new Calls(http, Duration.ofSeconds(8), clock);
    Login login = login(env, calls);
    var linked =
        new LinkedGenesys(
            genesys(env, calls, login), bucket, env.requiredHours("MEDIA_LINK_HOURS"), clock);
    var downloads =
        new Downloads(http, env.requiredSet("GENESYS_MEDIA_ORIGINS"), login, MOST_BYTES, clock);
    var fetches = new Fetches(downloads, bucket, ends, patience);
    return new Dispatcher(linked, fetches, ends, patience, clock);
  }

  private static Login login(Env env, Calls calls) {
    var secrets =
        new Secrets(
            new Aws(env).client(SecretsManagerClient.builder(), "SECRETS_MANAGER"), calls.clock());
    return new Login(
        calls, env.requiredUri("GENESYS_LOGIN_URL"), secrets, env.required("GENESYS_SECRET"));
  }

  private static Genesys genesys(Env env, Calls calls, Login login) {
    Clock clock = calls.clock();
    var once =
        new HttpGenesys(calls, env.requiredUri("GENESYS_API_URL"), login, new Headroom(clock));
    return new RetryingGenesys(once, backoff(Duration.ofMillis(300), Duration.ofSeconds(1)), clock);
  }

  /** The places where an attempt's end is kept and told; the dead-letter function shares them. */
  static Ends ends(Env env, SqsClient sqs, Clock clock) {
    DynamoDbClient dynamo = new Aws(env).client(DynamoDbClient.builder(), "DYNAMODB");
    return new Ends(
        new Ledger(dynamo, env.required("LEDGER_TABLE"), clock),
        new Parking(new FifoQueue(sqs, env.required("PARKING_QUEUE_URL")), clock),
        new FifoQueue(sqs, env.required("TRANSCRIPT_QUEUE_URL")));
  }

  private static Backoff backoff(Duration base, Duration cap) {
    return new Backoff(base, cap, new SecureRandom());
  }
}
