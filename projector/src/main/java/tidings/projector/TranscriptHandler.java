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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Answers;
import tidings.lambda.Aws;
import tidings.lambda.Bucket;
import tidings.lambda.Call;
import tidings.lambda.Env;
import tidings.lambda.FifoQueue;
import tidings.lambda.Problem;
import tidings.lambda.Rehearsal;
import tidings.lambda.Routes;
import tidings.lambda.Secrets;
import tidings.message.Chat;
import tidings.message.UserKey;
import tidings.table.Feed;

/** What the app reads, and the marks that need a look first. */
public final class TranscriptHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final Duration LINK_LIFE = Duration.ofMinutes(10);
  private static final int LIMIT_BYTES = 256 * 1024;
  private static final int DEFAULT_LIMIT = 100;
  private static final int HIGHEST_LIMIT = 200;

  /** The blueprint's app knows no pages. */
  private static final int LIMIT_WITHOUT_PARAMETERS = 1000;

  private static final String CHAT = "/transcript/integration/{integrationId}/user/{userId}";
  private static final String OFFERS = "/notification/integration/{integrationId}/user/{userId}";

  /** What two etags are compared by, with or without a {@code W/} before it. */
  private static final Pattern OPAQUE_TAG = Pattern.compile("\"[^\"]*\"");

  private final Wiring wiring;
  private final Routes routes =
      new Routes(
          Map.of(
              "GET " + CHAT, this::transcript,
              "PUT " + CHAT + "/read", this::read,
              "POST " + CHAT + "/messages/{id}/retry", this::retry,
              "GET " + OFFERS, this::offers,
              "PUT " + OFFERS, this::acknowledge));

  /** Called by Lambda, once per cold start. */
  public TranscriptHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), Rehearsals.aChat(Env.system()), Rehearsals::transcript);
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
      Transcript transcript, Transcript offers, Links links, Wishes wishes, Callers callers) {}

  /** Who may use the routes, and for which integrations. */
  record Callers(
      Secrets secrets,
      String installationSecret,
      Set<String> integrationIds,
      Set<String> offerIntegrationIds,
      String userIdClaim) {

    Chat chat(Call call) {
      return chat(call, integrationIds);
    }

    Chat offers(Call call) {
      return chat(call, offerIntegrationIds);
    }

    private Chat chat(Call call, Set<String> known) {
      String userId = call.customer(userIdClaim);
      String integrationId = call.path("integrationId");
      if (!known.contains(integrationId)) {
        throw Problem.of(404, "There is no such integration.");
      }
      byte[] key = secrets.get(installationSecret, "key").bytes();
      return new Chat(UserKey.of(key, userId), userId, integrationId);
    }
  }

  private static Wiring wire(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB");
    var chats = new Chats(dynamo, env.required("CHAT_TABLE"), clock, Duration.ZERO);
    var sqs = aws.clientOfOneTry(SqsClient.builder(), "SQS", Duration.ofSeconds(2));
    var transcript = new Transcript(chats, clock, Feed::chat);
    var offers = new Transcript(chats, clock, Feed::offers);
    var queue = new FifoQueue(sqs, env.required("TRANSCRIPT_QUEUE_URL"));
    return new Wiring(
        transcript,
        offers,
        new Links(Bucket.of(env, env.required("MEDIA_BUCKET")), LINK_LIFE),
        new Wishes(transcript, offers, queue),
        new Callers(
            new Secrets(aws.client(SecretsManagerClient.builder(), "SECRETS_MANAGER"), clock),
            env.required("INSTALLATION_SECRET"),
            env.requiredSet("INTEGRATION_IDS", Chat.LONGEST_INTEGRATION_ID),
            env.requiredSet("OFFER_INTEGRATION_IDS", Chat.LONGEST_INTEGRATION_ID),
            env.required("USER_ID_CLAIM")));
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return routes.answer(event, context);
  }

  private APIGatewayV2HTTPResponse transcript(Call call) {
    Chat chat = wiring.callers.chat(call);
    Transcript.Page page = page(call, chat);
    cursor(call, "cursor").ifPresent(cursor -> wiring.wishes.fetched(chat, page, cursor));
    var rendering = new Rendering(chat, wiring.links, page.standing().now());
    String etag = rendering.etag(page, cursor(call, "before"), limit(call));
    if (call.header("if-none-match").filter(known -> names(known, etag)).isPresent()) {
      return withEtag(Answers.empty(304), etag);
    }
    var json = isBlueprints(call) ? rendering.plainPage(page) : rendering.page(page);
    return withEtag(Answers.json(200, json), etag);
  }

  private APIGatewayV2HTTPResponse read(Call call) {
    wiring.wishes.read(wiring.callers.chat(call), call.json(LIMIT_BYTES));
    return Answers.empty(204);
  }

  private APIGatewayV2HTTPResponse retry(Call call) {
    Chat chat = wiring.callers.chat(call);
    String id = call.path("id");
    wiring.wishes.retry(chat, id);
    return Answers.json(202, Map.of("id", id, "status", "accepted"));
  }

  private APIGatewayV2HTTPResponse offers(Call call) {
    Chat chat = wiring.callers.offers(call);
    Optional<Cursor> cursor = cursor(call, "cursor");
    return Answers.json(200, new OfferPage(wiring.offers, chat).after(cursor));
  }

  private APIGatewayV2HTTPResponse acknowledge(Call call) {
    Chat chat = wiring.callers.offers(call);
    String id = wiring.wishes.acknowledge(chat, call.json(LIMIT_BYTES));
    return Answers.json(202, Map.of("id", id, "acknowledged", true));
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

  /** Whether the header names this etag, by weak comparison (RFC 9110, section 13.1.2). */
  private static boolean names(String ifNoneMatch, String etag) {
    return ifNoneMatch.strip().equals("*")
        || OPAQUE_TAG.matcher(ifNoneMatch).results().anyMatch(tag -> tag.group().equals(etag));
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

  /** The blueprint's app asks without any parameter. */
  private static boolean isBlueprints(Call call) {
    return Stream.of("cursor", "before", "limit").allMatch(p -> call.query(p).isEmpty());
  }

  private static int limit(Call call) {
    if (isBlueprints(call)) {
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
}
