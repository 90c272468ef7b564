package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
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
      try (var lot = ParkingLot.open(sqs.client(), url)) {
        assertThat(lot.messages()).extracting(ParkedMessage::group).containsExactly("1", "2");
      }
    }
  }

  @Test
  void whatSqsDoesNotTakeBackIsSaid() {
    park("1");
    var lot = ParkingLot.open(sqs.client(), url);
    sqs.client().purgeQueue(purge -> purge.queueUrl(url));

    assertThatThrownBy(lot::close)
        .isInstanceOf(Misuse.class)
        .hasMessageStartingWith("SQS did not take back 1 of what is parked");
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
