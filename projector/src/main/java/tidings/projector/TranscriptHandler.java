package tidings.projector;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tidings.lambda.Answers;
import tidings.lambda.Aws;
import tidings.lambda.Bucket;
import tidings.lambda.Call;
import tidings.lambda.Env;
import tidings.lambda.Problem;
import tidings.lambda.Routes;
import tidings.lambda.Secrets;
import tidings.message.Chat;
import tidings.message.UserKey;

/** What the app reads. */
public final class TranscriptHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Duration LINK_LIFE = Duration.ofMinutes(10);
  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 200;

  /** The blueprint's app knows no pages. */
  private static final int LIMIT_WITHOUT_PARAMETERS = 1000;

  private final Wiring wiring;
  private final Routes routes =
      new Routes(
          Map.of("GET /transcript/integration/{integrationId}/user/{userId}", this::transcript));

  /** Called by Lambda, once per cold start. */
  public TranscriptHandler() {
    this(Env.system());
  }

  /** Wires the reading from these variables and nothing else. */
  public TranscriptHandler(Env env) {
    this(wire(env));
  }

  TranscriptHandler(Wiring wiring) {
    this.wiring = wiring;
  }

  /** What the routes need, and who may use them. */
  record Wiring(
      Transcript transcript,
      Links links,
      Secrets secrets,
      String installationSecret,
      Set<String> integrationIds,
      String userIdClaim,
      Clock clock) {}

  private static Wiring wire(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB");
    var chats = new Chats(dynamo, env.required("CHAT_TABLE"), clock, Duration.ZERO);
    return new Wiring(
        new Transcript(chats, clock),
        new Links(Bucket.of(env, env.required("MEDIA_BUCKET")), LINK_LIFE),
        new Secrets(aws.client(SecretsManagerClient.builder(), "SECRETS_MANAGER"), clock),
        env.required("INSTALLATION_SECRET"),
        env.requiredSet("INTEGRATION_IDS"),
        env.required("USER_ID_CLAIM"),
        clock);
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return routes.answer(event);
  }

  private APIGatewayV2HTTPResponse transcript(Call call) {
    Chat chat = chat(call);
    Transcript.Page page = page(call, chat);
    String etag = etag(page);
    if (call.header("if-none-match").filter(etag::equals).isPresent()) {
      return withEtag(Answers.empty(304), etag);
    }
    var json = new Rendering(chat, wiring.links, wiring.clock.instant()).page(page);
    return withEtag(Answers.json(200, json), etag);
  }

  private Transcript.Page page(Call call, Chat chat) {
    int limit = limit(call);
    Optional<Cursor> cursor = cursor(call, "cursor");
    Optional<Cursor> before = cursor(call, "before");
    if (cursor.isPresent()) {
      return wiring.transcript.after(chat, cursor.get(), limit);
    }
    return before.isPresent()
        ? wiring.transcript.before(chat, before.get(), limit)
        : wiring.transcript.newest(chat, limit);
  }

  /** Changes with all that the answer shows: its last entry, the feed's marks, the badge. */
  private static String etag(Transcript.Page page) {
    var head = page.standing().head();
    Cursor last = page.cursor();
    return "\"%s-%d-%d-%d\""
        .formatted(
            head.epoch(), last == null ? 0 : last.seq(), head.version(), page.standing().badge());
  }

  private static APIGatewayV2HTTPResponse withEtag(APIGatewayV2HTTPResponse answer, String etag) {
    answer.getHeaders().put("etag", etag);
    answer.getHeaders().put("cache-control", "private, no-cache");
    return answer;
  }

  private static Optional<Cursor> cursor(Call call, String parameter) {
    return call.query(parameter)
        .filter(text -> !text.isEmpty())
        .map(text -> Cursor.parse(text).orElseThrow(() -> invalid(parameter, "is none of ours")));
  }

  private static int limit(Call call) {
    boolean none =
        List.of("cursor", "before", "limit").stream().allMatch(p -> call.query(p).isEmpty());
    if (none) {
      return LIMIT_WITHOUT_PARAMETERS;
    }
    String text = call.query("limit").orElse(Integer.toString(DEFAULT_LIMIT));
    if (text.matches("[0-9]{1,3}")
        && Integer.parseInt(text) >= 1
        && Integer.parseInt(text) <= HIGHEST_LIMIT) {
      return Integer.parseInt(text);
    }
    throw invalid("limit", "must be a whole number from 1 to " + HIGHEST_LIMIT);
  }

  private static Problem invalid(String parameter, String message) {
    return Problem.invalid(List.of(new Problem.Fault(parameter, message)));
  }

  private Chat chat(Call call) {
    String userId = call.customer(wiring.userIdClaim);
    String integrationId = call.path("integrationId");
    if (!wiring.integrationIds.contains(integrationId)) {
      throw Problem.of(404, "There is no such integration.");
    }
    byte[] key = wiring.secrets.get(wiring.installationSecret, "key").bytes();
    return new Chat(UserKey.of(key, userId), userId, integrationId);
  }
}
