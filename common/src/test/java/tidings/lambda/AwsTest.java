package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.sqs.SqsClient;

class AwsTest {
  private final CountDownLatch answering = new CountDownLatch(1);
  private final HttpServer server = start();

  @AfterEach
  void stop() {
    answering.countDown();
    server.stop(0);
  }

  /** AWS that says nothing until the test has ended. */
  private HttpServer start() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", _ -> await());
      server.start();
      return server;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void await() {
    try {
      answering.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private SqsClient client() {
    var variables =
        Map.of(
            "AWS_REGION", "eu-north-1",
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:" + server.getAddress().getPort());
    return new Aws(new Env(variables))
        .clientOfOneTry(SqsClient.builder(), "SQS", Duration.ofMillis(200));
  }

  @Test
  void oneTimerEndsTheCallsOfAllClients() {
    IntStream.range(0, 3)
        .forEach(
            _ ->
                assertThatThrownBy(() -> client().listQueues())
                    .isInstanceOf(ApiCallTimeoutException.class));

    assertThat(threads("aws-time-outs")).hasSize(1);
    assertThat(threads("sdk-ScheduledExecutor")).isEmpty();
  }

  private static List<String> threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(thread -> thread.startsWith(name))
        .toList();
  }
}
