package tidings.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Aws;
import tidings.lambda.Env;
import tidings.local.template.Deployment;
import tidings.local.template.Deployment.Statement;

@Timeout(30)
class LambdaFunctionsTest {

  @Test
  void aHandlerSeesTheTemplatesVariablesAndLambdasOwn() throws Exception {
    try (var functions = start(function(Echo.class, Map.of("QUEUE", "q"), Local.EVERYTHING))) {
      @SuppressWarnings("unchecked") // that is what Echo answers
      var variables = (Map<String, String>) functions.invoke("Worker", "event");

      assertThat(variables)
          .containsEntry("QUEUE", "q")
          .containsEntry("AWS_REGION", "eu-west-1")
          .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "Worker")
          .containsEntry("AWS_ENDPOINT_URL_SQS", Local.engines().sqs().endpoint().toString())
          .doesNotContainKey("PATH");
    }
  }

  @Test
  void aMissingVariableStopsTheStartAndIsNamedWithItsFunction() {
    assertThatThrownBy(() -> start(function(NeedsQueue.class, Map.of(), Local.EVERYTHING)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Worker", "QUEUE");
  }

  @Test
  void aVariableThatLambdaReservesStopsTheStart() {
    var variables = Map.of("AWS_REGION", "elsewhere");

    assertThatThrownBy(() -> start(function(Echo.class, variables, Local.EVERYTHING)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Worker");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tidings.Nowhere",
        "tidings.local.lambda.LambdaFunctionsTest$Echo::handleRequest",
        "tidings.lambda.Env"
      })
  void aHandlerThatIsNotThereStopsTheStart(String handler) {
    var function = Local.function(handler, Local.EVERYTHING);

    assertThatThrownBy(() -> start(function))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Worker", handler);
  }

  @Test
  void invocationsAtTheSameTimeHaveInstancesOfTheirOwn() throws Exception {
    try (var functions = start(function(Meeting.class, Map.of(), Local.EVERYTHING));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var meeting = new CyclicBarrier(2);
      var one = threads.submit(() -> functions.invoke("Worker", meeting));
      var two = threads.submit(() -> functions.invoke("Worker", meeting));

      assertThat(one.get()).isNotEqualTo(two.get());
    }
  }

  @Test
  void whatAHandlerThrowsFailsTheInvocationAndTheInstanceServesOn() throws Exception {
    try (var functions = start(function(Meeting.class, Map.of(), Local.EVERYTHING))) {
      Object before = functions.invoke("Worker", new CyclicBarrier(1));

      assertThatThrownBy(() -> functions.invoke("Worker", "no barrier"))
          .isInstanceOf(Functions.FunctionFailed.class)
          .hasMessageContainingAll("Worker", "Exception");
      assertThat(functions.invoke("Worker", new CyclicBarrier(1))).isEqualTo(before);
    }
  }

  @Test
  void timeOutInterruptsTheHandlerAndItsInstanceIsNotUsedAgain() throws Exception {
    var slow = function(Hanging.class, Map.of(), Local.EVERYTHING);
    var timeout = Duration.ofMillis(300);
    var impatient =
        new Deployment.Function(
            "Worker", slow.handler(), Map.of(), timeout, Local.EVERYTHING, List.of());
    try (var functions = start(impatient)) {
      var interrupted = new CountDownLatch(1);

      assertThatThrownBy(() -> functions.invoke("Worker", interrupted))
          .isInstanceOfSatisfying(
              Functions.FunctionFailed.class, e -> assertThat(e.timedOut()).isTrue());
      assertThat(interrupted.await(5, TimeUnit.SECONDS)).isTrue();
      assertThat(functions.invoke("Worker", "how often used?")).isEqualTo(1);
    }
  }

  @Test
  void aCallThatTheRoleDoesNotAllowIsRefused() throws Exception {
    String arn = Local.ACCOUNT.arn("sqs", "allowed");
    var role = List.of(new Statement(true, List.of("sqs:SendMessage"), List.of(arn)));
    Local.engines()
        .sqs()
        .create(
            List.of(
                new Deployment.Queue("Allowed", "allowed", Map.of()),
                new Deployment.Queue("Other", "other", Map.of())));
    try (var functions = start(function(Sender.class, Map.of(), role))) {
      assertThat(functions.invoke("Worker", "allowed")).isEqualTo("sent");
      assertThatThrownBy(() -> functions.invoke("Worker", "other"))
          .hasMessageContainingAll("Worker", "sqs:SendMessage", "arn:aws:sqs", ":other");
    }
  }

  @Test
  void aFunctionsOwnKeyIsKnownToS3ButItsRoleDecides() throws Exception {
    var role =
        List.of(new Statement(true, List.of("s3:PutObject"), List.of("arn:aws:s3:::media/*")));
    var function =
        new Deployment.Function(
            "Allowed", S3Writer.class.getName(), Map.of(), Duration.ofSeconds(10), role, List.of());
    try (var functions = start(function)) {
      assertThat(functions.invoke("Allowed", "media")).isEqualTo("put");
      assertThatThrownBy(() -> functions.invoke("Allowed", "elsewhere"))
          .hasMessageContaining("s3:PutObject on arn:aws:s3:::elsewhere/key");
    }
  }

  private static LambdaFunctions start(Deployment.Function function) {
    return LambdaFunctions.start(List.of(function), Local.ACCOUNT, Local.engines().endpoints());
  }

  private static Deployment.Function function(
      Class<?> handler, Map<String, String> variables, List<Statement> role) {
    return new Deployment.Function(
        "Worker", handler.getName(), variables, Duration.ofSeconds(10), role, List.of());
  }

  /** Answers with its variables. */
  public static final class Echo implements RequestHandler<String, Map<String, String>> {
    private final Env env;

    public Echo(Env env) {
      this.env = env;
    }

    @Override
    public Map<String, String> handleRequest(String event, Context context) {
      return env.variables();
    }
  }

  /** Does not start without its queue. */
  public static final class NeedsQueue implements RequestHandler<String, String> {
    private final String queue;

    public NeedsQueue(Env env) {
      this.queue = env.required("QUEUE");
    }

    @Override
    public String handleRequest(String event, Context context) {
      return queue;
    }
  }

  /** Waits until as many invocations as the barrier wants have met; answers with itself. */
  public static final class Meeting implements RequestHandler<Object, Object> {
    public Meeting(Env env) {}

    @Override
    public Object handleRequest(Object event, Context context) {
      try {
        ((CyclicBarrier) event).await(context.getRemainingTimeInMillis(), TimeUnit.MILLISECONDS);
        return this;
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Hangs on a latch, which it opens when it is interrupted; else says how often it was used. */
  public static final class Hanging implements RequestHandler<Object, Integer> {
    private int used;

    public Hanging(Env env) {}

    @Override
    public Integer handleRequest(Object event, Context context) {
      used++;
      if (event instanceof CountDownLatch interrupted) {
        try {
          interrupted.await();
        } catch (InterruptedException _) {
          interrupted.countDown();
        }
      }
      return used;
    }
  }

  /** Sends a message to the queue that the event names. */
  public static final class Sender implements RequestHandler<String, String> {
    private final SqsClient sqs;

    public Sender(Env env) {
      this.sqs = new Aws(env).client(SqsClient.builder(), "SQS");
    }

    @Override
    public String handleRequest(String event, Context context) {
      String url = Local.engines().sqs().queueUrl(event);
      sqs.sendMessage(send -> send.queueUrl(url).messageBody("x"));
      return "sent";
    }
  }

  /** Puts an object in the bucket that the event names. */
  public static final class S3Writer implements RequestHandler<String, String> {
    private final S3Client s3;

    public S3Writer(Env env) {
      this.s3 = new Aws(env).client(S3Client.builder().forcePathStyle(true), "S3");
    }

    @Override
    public String handleRequest(String event, Context context) {
      s3.putObject(put -> put.bucket(event).key("key"), RequestBody.fromString("x"));
      return "put";
    }
  }
}
