package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.lambda.MovableClock;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.table.ChatKeys;
import tidings.table.LocalDynamo;

class LedgerTest {
  private static final Command.Sent SENT = new Command.Sent("g-1", "c-1");
  private static final Command.NotSent NOT_SENT =
      new Command.NotSent(new Delivery.Failure("refused", "no", false, false));

  private final String table = LocalDynamo.newTable();
  private final Ledger ledger = new Ledger(LocalDynamo.client(), table, new MovableClock());

  @Test
  void anAttemptHasNoEndUntilItIsRecorded() {
    assertThat(ledger.end(Samples.hello())).isEmpty();
  }

  @Test
  void theEndIsReadAsItWasRecorded() {
    assertThat(ledger.record(Samples.hello(), SENT)).isTrue();

    assertThat(ledger.end(Samples.hello())).contains(SENT);
  }

  @Test
  void theFirstEndStands() {
    ledger.record(Samples.hello(), NOT_SENT);

    assertThat(ledger.record(Samples.hello(), SENT)).isFalse();

    assertThat(ledger.end(Samples.hello())).contains(NOT_SENT);
  }

  @Test
  void eachAttemptHasItsOwnEnd() {
    var again = new Errand.Forward(Samples.rana(), Samples.hello().message(), 2);
    ledger.record(Samples.hello(), NOT_SENT);

    assertThat(ledger.end(again)).isEmpty();
  }

  /** DynamoDB's sort keys end at 1,024 bytes. */
  @Test
  void anOverlongIdHasItsOwnEndToo() {
    var overlong = "\u00e5".repeat(3000);
    var first = new Errand.End(Samples.rana(), new Message.Id(overlong), null, null);
    var other = new Errand.End(Samples.rana(), new Message.Id(overlong + "2"), null, null);
    ledger.record(first, SENT);

    assertThat(ledger.end(first)).contains(SENT);
    assertThat(ledger.end(other)).isEmpty();
  }

  /** After an erasure the app may use an id again. */
  @Test
  void aLaterMessageWithTheSameIdHasNoEndYet() {
    Message message = Samples.hello().message();
    var later = message.at(message.at().plusSeconds(60));
    ledger.record(Samples.hello(), SENT);

    assertThat(ledger.end(new Errand.Forward(Samples.rana(), later, 1))).isEmpty();
  }

  @Test
  void allOfAUsersIsInOnePartition() {
    ledger.record(Samples.hello(), SENT);

    var items = LocalDynamo.client().scan(scan -> scan.tableName(table)).items();
    assertThat(items)
        .extracting(item -> item.get("pk").s())
        .containsExactly(ChatKeys.partition(Samples.rana().userKey()));
  }

  @Test
  void nothingNamesTheUserAndAllIsForgottenAfterThirtyDays() {
    ledger.record(Samples.hello(), SENT);

    List<Map<String, AttributeValue>> items =
        LocalDynamo.client().scan(scan -> scan.tableName(table)).items();
    assertThat(items).hasSize(1);
    assertThat(items.getFirst().toString()).doesNotContain("member-000421");
    assertThat(items.getFirst().get("ttl").n())
        .isEqualTo(Long.toString(Samples.START.plusSeconds(30L * 86_400).getEpochSecond()));
  }
}
