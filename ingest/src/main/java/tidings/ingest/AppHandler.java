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
import java.util.stream.Collectors;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Answers;
import tidings.lambda.Aws;
import tidings.lambda.Bucket;
import tidings.lambda.Call;
import tidings.lambda.Env;
import tidings.lambda.FifoQueue;
import tidings.lambda.Problem;
import tidings.lambda.Routes;
import tidings.lambda.Secrets;
import tidings.message.Chat;
import tidings.message.Message;

/** What the app and service callers send. */
public final class AppHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final int LIMIT_BYTES = 256 * 1024;

  /** What Lambda takes (developer guide, "Lambda quotas"); a photo in it has its own limit. */
  private static final int LIMIT_BYTES_WITH_PHOTO = 6 * 1024 * 1024;

  private final Wiring wiring;
  private final Routes routes =
      new Routes(
          Map.of(
              "POST /transcript/integration/{integrationId}/user/{userId}", this::postMessage,
              "POST /uploads/integration/{integrationId}/user/{userId}", this::openUpload,
              "GET /m/{id}", this::getMedium,
              "HEAD /m/{id}", this::headMedium));

  /** Called by Lambda, once per cold start. */
  public AppHandler() {
    this(Env.system());
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
      Uploads uploads,
      Media media,
      Installation installation,
      Set<String> integrationIds,
      String userIdClaim) {}

  private static Wiring wire(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var secrets = new Secrets(aws.client(SecretsManagerClient.builder(), "SECRETS_MANAGER"), clock);
    var sqs = aws.client(SqsClient.builder(), "SQS");
    var queue = new TranscriptQueue(new FifoQueue(sqs, env.required("TRANSCRIPT_QUEUE_URL")));
    var bucket = Bucket.of(env, env.required("MEDIA_BUCKET"));
    var uploads = new Uploads(bucket, fileTypes(env), clock, UUID::randomUUID);
    return new Wiring(
        new Messages(queue, clock, () -> new Message.Id(UUID.randomUUID().toString()), uploads),
        uploads,
        new Media(
            bucket,
            env.optional("PUBLIC_URL").map(URI::create),
            clock,
            Media.unguessable(new SecureRandom())),
        new Installation(secrets, env.required("INSTALLATION_SECRET")),
        env.requiredSet("INTEGRATION_IDS"),
        env.required("USER_ID_CLAIM"));
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
    return routes.answer(event);
  }

  private APIGatewayV2HTTPResponse postMessage(Call call) {
    Chat chat = chat(call);
    ObjectNode body = call.json(LIMIT_BYTES_WITH_PHOTO);
    if (!body.hasNonNull("fileString")) {
      body = call.json(LIMIT_BYTES);
    }
    Message.Id id = wiring.messages.post(chat, body, () -> wiring.media.link(call));
    return Answers.json(202, Map.of("id", id.value(), "status", "accepted"));
  }

  private APIGatewayV2HTTPResponse openUpload(Call call) {
    return Answers.json(201, wiring.uploads.open(chat(call).userKey(), call.json(LIMIT_BYTES)));
  }

  private APIGatewayV2HTTPResponse getMedium(Call call) {
    return wiring.media.get(call);
  }

  private APIGatewayV2HTTPResponse headMedium(Call call) {
    return wiring.media.head(call);
  }

  private Chat chat(Call call) {
    String userId = call.customer(wiring.userIdClaim);
    String integrationId = call.path("integrationId");
    if (!wiring.integrationIds.contains(integrationId)) {
      throw Problem.of(404, "There is no such integration.");
    }
    return wiring.installation.chat(userId, integrationId);
  }
}
