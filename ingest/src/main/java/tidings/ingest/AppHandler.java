package tidings.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Answers;
import tidings.lambda.Aws;
import tidings.lambda.Bucket;
import tidings.lambda.Call;
import tidings.lambda.Env;
import tidings.lambda.FifoQueue;
import tidings.lambda.Rehearsal;
import tidings.lambda.Routes;
import tidings.lambda.Secrets;
import tidings.lambda.StandIn;
import tidings.message.Chat;
import tidings.message.Message;

/** What the app and service callers send. */
public final class AppHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final int LIMIT_BYTES = 256 * 1024;

  private static final String CHAT = "/transcript/integration/{integrationId}/user/{userId}";

  /** What Lambda takes (developer guide, "Lambda quotas"); a photo in it has its own limit. */
  private static final int LIMIT_BYTES_WITH_PHOTO = 6 * 1024 * 1024;

  private final Wiring wiring;
  private final Routes routes =
      new Routes(
          Map.of(
              "POST " + CHAT,
              this::postMessage,
              "POST " + CHAT + "/typing",
              this::typing,
              "POST " + CHAT + "/end",
              this::end,
              "POST /uploads/integration/{integrationId}/user/{userId}",
              this::openUpload,
              "GET /m/{id}",
              this::getMedium,
              "HEAD /m/{id}",
              this::headMedium,
              "POST /notification/integration/{integrationId}/user/{userId}",
              this::offer,
              "POST /agentless/integration/{integrationId}/user/{userId}",
              this::agentless,
              "POST /conversations/{conversationId}/ended",
              this::ended));

  /** Called by Lambda, once per cold start. */
  public AppHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), StandIn.Answers.NONE, Rehearsals::app);
  }

  /** Wires the app's routes from these variables and nothing else. */
  public AppHandler(Env env) {
    this(wire(env));
  }

  AppHandler(Wiring wiring) {
    this.wiring = wiring;
  }

  /** What the routes need, and who may use them. */
  record Wiring(
      Messages messages,
      Conversations conversations,
      Announcements announcements,
      Uploads uploads,
      Media media,
      Paths paths) {}

  private static Wiring wire(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var secrets = new Secrets(aws.client(SecretsManagerClient.builder(), "SECRETS_MANAGER"), clock);
    var sqs = aws.client(SqsClient.builder(), "SQS");
    var queue = new TranscriptQueue(new FifoQueue(sqs, env.required("TRANSCRIPT_QUEUE_URL")));
    Supplier<Message.Id> ids = () -> new Message.Id(UUID.randomUUID().toString());
    var bucket = Bucket.of(env, env.required("MEDIA_BUCKET"));
    var uploads = new Uploads(bucket, fileTypes(env), clock, UUID::randomUUID);
    return new Wiring(
        new Messages(queue, clock, ids, uploads),
        new Conversations(queue, clock),
        new Announcements(queue, clock, ids),
        uploads,
        new Media(
            bucket,
            env.optional("PUBLIC_URL").map(URI::create),
            clock,
            Media.unguessable(new SecureRandom())),
        new Paths(
            new Installation(secrets, env.required("INSTALLATION_SECRET")),
            env.requiredSet("INTEGRATION_IDS", Chat.LONGEST_INTEGRATION_ID),
            env.requiredSet("OFFER_INTEGRATION_IDS", Chat.LONGEST_INTEGRATION_ID),
            env.required("USER_ID_CLAIM")));
  }

  private static Set<FileType> fileTypes(Env env) {
    return env.requiredSet("UPLOAD_TYPES").stream()
        .map(
            mime ->
                FileType.of(mime)
                    .orElseThrow(
                        () -> new IllegalStateException("UPLOAD_TYPES names no type " + mime)))
        .collect(Collectors.toSet());
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return routes.answer(event, context);
  }

  private APIGatewayV2HTTPResponse postMessage(Call call) {
    Chat chat = wiring.paths.customersChat(call);
    ObjectNode body = call.json(LIMIT_BYTES, "fileString", LIMIT_BYTES_WITH_PHOTO);
    Message.Id id = wiring.messages.post(chat, body, () -> wiring.media.link(call));
    return Answers.json(202, Map.of("id", id.value(), "status", "accepted"));
  }

  private APIGatewayV2HTTPResponse openUpload(Call call) {
    return Answers.json(
        201,
        wiring.uploads.open(wiring.paths.customersChat(call).userKey(), call.json(LIMIT_BYTES)));
  }

  private APIGatewayV2HTTPResponse getMedium(Call call) {
    return wiring.media.get(call);
  }

  private APIGatewayV2HTTPResponse headMedium(Call call) {
    return wiring.media.head(call);
  }

  private APIGatewayV2HTTPResponse typing(Call call) {
    wiring.conversations.typing(wiring.paths.customersChat(call));
    return Answers.json(202, Map.of("status", "accepted"));
  }

  private APIGatewayV2HTTPResponse end(Call call) {
    wiring.conversations.end(wiring.paths.customersChat(call), call.requestId());
    return Answers.json(202, Map.of("status", "accepted"));
  }

  private APIGatewayV2HTTPResponse ended(Call call) {
    wiring.conversations.ended(
        call.path("conversationId"), call.requestId(), call.json(LIMIT_BYTES));
    return Answers.json(202, Map.of("status", "accepted"));
  }

  private APIGatewayV2HTTPResponse offer(Call call) {
    Chat chat = wiring.paths.offers(call);
    Message.Id id = wiring.announcements.offer(chat, call.json(LIMIT_BYTES));
    return Answers.json(202, Map.of("id", id.value()));
  }

  private APIGatewayV2HTTPResponse agentless(Call call) {
    Chat chat = wiring.paths.chat(call);
    Message.Id id = wiring.announcements.agentless(chat, call.json(LIMIT_BYTES));
    return Answers.json(202, Map.of("id", id.value()));
  }
}
