package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.FifoQueue;
import tidings.local.lambda.Uses;
import tidings.local.lambda.Uses.Right;
import tidings.local.template.Deployment;

/**
 * Roles allow no more and no less than the code calls; the local stack refuses the rest, here and
 * wherever else something runs on it.
 */
class RolesTest {
  private static final String USER = "roles";
  private static final String TOKEN = "token-of-the-roles-phone";

  private static Stack stack;
  private static Callers callers;
  private static LocalAws aws;
  private static SqsClient sqs;
  private static SnsClient sns;

  @BeforeAll
  static void start() {
    stack = Stack.start(RunningStack.inMemory(RunningStack.TEMPLATE), Clock.systemUTC());
    callers = Callers.of(stack.uri());
    aws = LocalAws.of(callers.client());
    sqs = aws.client(SqsClient.builder(), "SQS");
    sns = aws.client(SnsClient.builder(), "SNS");
    Uses.begin();
  }

  @AfterAll
  static void stop() {
    Uses.end();
    sns.close();
    sqs.close();
    stack.close();
  }

  @Test
  void everyRoleAllowsExactlyWhatItsFunctionUses() {
    talk();
    aPhoneThatIsGone();
    aPhoneThatIsGoneOnceItIsTriedAgain();
    aPhoneWhosePushCannotBeDelivered();
    whatCrashed();
    whatNobodyCanRead();

    awaitNone(RolesTest::needless);
  }

  private static void talk() {
    var talk = new Talk(callers, "roles-talk");
    talk.begin();
    awaitNone(talk::wrongs);
    callers.client().delete("/local/genesys/faults");
    talk.end();
    awaitNone(talk::wrongsAtTheEnd);
    talk.leave();
    awaitNone(talk::wrongsAfterwards);
    awaitNone(talk::underWay);
    talk.erase();
    awaitNone(talk::wrongsOnceErased);
  }

  /** What is wrong for want of a right is told by the right. */
  private static void awaitNone(Supplier<List<String>> wrongs) {
    List<String> left = eventually(wrongs, List::isEmpty);
    assertThat(refused()).isEmpty();
    assertThat(left).isEmpty();
  }

  private static Stream<String> refused() {
    return TemplateRulesTest.read().functions().stream()
        .flatMap(function -> Uses.refused(function).stream());
  }

  private static void aPhoneThatIsGone() {
    register();
    forget();
    callers.agentSays(USER, "Are you there?");
    eventually(
        () -> needless().toString(),
        rights -> !rights.contains("NotifierFunction allows dynamodb:DeleteItem"));
  }

  private static void aPhoneThatIsGoneOnceItIsTriedAgain() {
    register();
    callers.client().post("/local/push/faults", "{\"kind\":\"throttled\"}");
    callers.agentSays(USER, "Are you there again?");
    eventually(RolesTest::retries, count -> count > 0);
    forget();
    callers.client().delete("/local/push/faults");
  }

  private static void aPhoneWhosePushCannotBeDelivered() {
    eventually(RolesTest::retries, count -> count == 0);
    register();
    callers.client().post("/local/push/tokens/" + TOKEN, "{\"enabled\":false}");
    callers.agentSays(USER, "And now?");
  }

  private static void whatCrashed() {
    String errand =
        """
        {"errand":"forward","chat":{"userKey":"xRaoThTKVbIZHc7y67fks7tRRLCPlATdjHVJ6_r_dO0","userId":"roles","integrationId":"%s"},
         "message":{"id":"m-1","author":"CUSTOMER","at":"%s","body":{"type":"Text","text":"Hello"}},
         "attempt":1}\
        """
            .formatted(callers.client().integrationId(), Instant.EPOCH);
    send("dispatch-dead-letters.fifo", errand);
  }

  private static void whatNobodyCanRead() {
    send("transcript.fifo", "?");
  }

  private static void send(String queue, String body) {
    String url = aws.output("TranscriptQueueUrl").replace("transcript.fifo", queue);
    new FifoQueue(sqs, url).send("key", List.of(queue), body);
  }

  private static void register() {
    String phone = "{\"platform\":\"fcm\",\"token\":\"%s\",\"locale\":\"en\"}".formatted(TOKEN);
    var answer = callers.customer(USER).put("/devices/user/roles/phone", phone);
    assertThat(answer.status()).isEqualTo(204);
  }

  /** SNS loses the phone behind our back; making it once more tells its name. */
  private static void forget() {
    String application = aws.output("PlatformApplicationArns").split(",", -1)[0];
    var endpoint =
        sns.createPlatformEndpoint(make -> make.platformApplicationArn(application).token(TOKEN));
    sns.deleteEndpoint(delete -> delete.endpointArn(endpoint.endpointArn()));
  }

  private static int retries() {
    var queues = callers.client().get("/local/queues").json();
    return StreamSupport.stream(queues.spliterator(), false)
        .filter(queue -> queue.path("name").asText().endsWith("-push-retries"))
        .mapToInt(
            queue ->
                queue.path("visible").asInt()
                    + queue.path("inFlight").asInt()
                    + queue.path("delayed").asInt())
        .sum();
  }

  private static List<String> needless() {
    return TemplateRulesTest.read().functions().stream()
        .flatMap(
            function ->
                Uses.unused(function).stream()
                    .filter(right -> !isLambdasOwn(right, function) && !isExplained(right))
                    .map(
                        right -> "the role of %s allows %s".formatted(function.logicalId(), right)))
        .toList();
  }

  /** What Lambda itself does on the function's behalf, or what fails is given back with. */
  private static boolean isLambdasOwn(Right right, Deployment.Function function) {
    return right.action().startsWith("logs:")
        || sources(function).anyMatch(source -> isOf(right, source));
  }

  private static Stream<Deployment.Source> sources(Deployment.Function function) {
    return function.sources().stream();
  }

  private static boolean isOf(Right right, Deployment.Source source) {
    return switch (source) {
      case Deployment.QueueSource queue ->
          right.action().startsWith("sqs:") && right.resource().equals(queue.queueArn());
      case Deployment.StreamSource stream ->
          right.resource().contains("/" + stream.tableName() + "/stream/")
              || right.resource().equals(stream.retry().onFailureQueueArn().orElse(""));
    };
  }

  /**
   * What S3 looks at: whether a missing object may be told from a forbidden one, and whether the
   * signer of a link may read; and that SNS looks at one of two names of an endpoint, nobody says
   * which.
   */
  private static boolean isExplained(Right right) {
    return right.action().equals("s3:ListBucket")
        || right.toString().equals("s3:GetObject on arn:aws:s3:::tidings-mediabucket/u/*")
        || right.resource().contains(":app/");
  }
}
