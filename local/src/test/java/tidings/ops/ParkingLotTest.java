package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import tidings.lambda.MovableClock;
import tidings.local.engines.Account;
import tidings.local.engines.SqsEngine;

class ParkingLotTest {
  private static final Account ACCOUNT = new Account("eu-west-1", "000000000000");

  private final SqsEngine sqs = SqsEngine.start(ACCOUNT, Optional.empty(), 0);
  private final String url =
      sqs.client()
          .createQueue(
              create ->
                  create
                      .queueName("parking.fifo")
                      .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
          .queueUrl();

  @AfterEach
  void close() {
    sqs.close();
  }

  @Test
  void whatWasHeldIsThereForTheNext() {
    park("1");
    park("2");

    for (int i = 0; i < 3; i++) {
      try (var lot = ParkingLot.open(sqs.client(), url, Clock.systemUTC())) {
        assertThat(lot.sight().messages())
            .extracting(ParkedMessage::group)
            .containsExactly("1", "2");
      }
    }
  }

  @Test
  void whatSqsDoesNotTakeBackIsSaid() {
    park("1");
    var lot = ParkingLot.open(sqs.client(), url, Clock.systemUTC());
    sqs.client().purgeQueue(purge -> purge.queueUrl(url));

    assertThatThrownBy(lot::close)
        .isInstanceOf(Misuse.class)
        .hasMessageStartingWith("SQS did not take back 1 of what is parked");
  }

  @Test
  void whatAnotherHoldsIsCounted() {
    park("1");
    park("2");

    try (var lot = ParkingLot.open(sqs.client(), url, Clock.systemUTC())) {
      var sight = ParkingLot.look(sqs.client(), url, Clock.systemUTC());

      assertThat(lot.sight().gap()).isEmpty();
      assertThat(sight.messages()).isEmpty();
      assertThat(sight.gap().orElse("")).startsWith("2 more are parked and not seen here");
    }
    assertThat(ParkingLot.look(sqs.client(), url, Clock.systemUTC()).gap()).isEmpty();
  }

  @Test
  void whatACommandHoldsThatIsCutOffIsGivenBack() throws Exception {
    park("1");
    Process command = holder();
    assertThat(command.inputReader().readLine()).isEqualTo("holds 1");

    command.destroy();
    command.waitFor();

    assertThat(ParkingLot.look(sqs.client(), url, Clock.systemUTC()).messages()).hasSize(1);
  }

  private Process holder() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            url)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A command that takes its time. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws InterruptedException {
      var sqs =
          SqsClient.builder()
              .endpointOverride(URI.create(arguments[0]).resolve("/"))
              .region(Region.EU_WEST_1)
              .credentialsProvider(AnonymousCredentialsProvider.create())
              .httpClient(UrlConnectionHttpClient.create())
              .build();
      var lot = ParkingLot.open(sqs, arguments[0], Clock.systemUTC());
      System.out.println("holds " + lot.sight().messages().size());
      Thread.currentThread().join();
    }
  }

  @Test
  void whatIsWorkedOnForLongStaysOutOfSight() {
    var queue = new OneMessage();
    var clock = new MovableClock(Instant.EPOCH);
    var lot = ParkingLot.open(queue, "https://sqs/parking.fifo", clock);

    clock.pass(ParkingLot.HELD.dividedBy(3));
    lot.keep();
    assertThat(queue.hidden).isEmpty();
    clock.pass(ParkingLot.HELD.dividedBy(3));
    lot.keep();
    lot.keep();

    assertThat(queue.hidden).containsExactly(120);
    lot.close();
  }

  /** Gives it out once. */
  private static final class OneMessage implements SqsClient {
    private final List<Integer> hidden = new ArrayList<>();
    private boolean given;

    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
      var message = Message.builder().messageId("m").receiptHandle("r").body("{}");
      message.attributes(Map.of(MessageSystemAttributeName.SENT_TIMESTAMP, "0"));
      var answer = ReceiveMessageResponse.builder();
      ReceiveMessageResponse now =
          given ? answer.build() : answer.messages(message.build()).build();
      given = true;
      return now;
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
      return GetQueueAttributesResponse.builder().build();
    }

    @Override
    public ChangeMessageVisibilityBatchResponse changeMessageVisibilityBatch(
        ChangeMessageVisibilityBatchRequest request) {
      request.entries().forEach(entry -> hidden.add(entry.visibilityTimeout()));
      return ChangeMessageVisibilityBatchResponse.builder().build();
    }

    @Override
    public String serviceName() {
      return "sqs";
    }

    @Override
    public void close() {}
  }

  private void park(String group) {
    sqs.client()
        .sendMessage(
            send ->
                send.queueUrl(url)
                    .messageGroupId(group)
                    .messageDeduplicationId(group)
                    .messageBody("{}"));
  }
}
