package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.notifier.Phones.ALICE;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.PlatformApplicationDisabledException;
import tidings.lambda.Lines;
import tidings.lambda.Metric;
import tidings.lambda.Origin;

/** What the notifier says of its ends. */
class NotifierLinesTest {
  private final Phones phones = new Phones();

  @Test
  void aPushThatIsSentIsCountedTimedAndFoundByItsIds() {
    phones.register(ALICE, "phone", "token-1");

    JsonNode line = line("push sent");

    assertThat(line.path("PushesSent").asInt()).isOne();
    assertThat(line.path("RowToPush").asInt()).isEqualTo(2000);
    assertThat(line.path("conversation").asText()).isEqualTo(ALICE.value());
    assertThat(line.path("device").asText()).isEqualTo("phone");
    assertThat(line.path("messageId").asText()).isNotEmpty();
    assertThat(line.toString()).doesNotContain("token-1", "endpoint");
  }

  @Test
  void aPushThatIsRefusedIsAnError() {
    var phone = phones.register(ALICE, "phone", "token");
    var builder = PlatformApplicationDisabledException.builder();
    phones.failFor(phone, FakeSns.error(builder, 400, "PlatformApplicationDisabled", "disabled"));

    JsonNode line = line("push refused");

    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("reason").asText()).isEqualTo("HTTP 400 PlatformApplicationDisabled");
    assertThat(line.path("PushesRefused").asInt()).isOne();
  }

  @Test
  void aPushThatMustWaitIsCounted() {
    phones.failFor(phones.register(ALICE, "phone", "token"), FakeSns.throttled());

    assertThat(line("push busy").path("PushesBusy").asInt()).isOne();
  }

  @Test
  void aPushToADeviceThatIsGoneIsCounted() {
    phones.failFor(phones.register(ALICE, "phone", "token"), FakeSns.disabled());

    assertThat(line("push gone").path("PushesGone").asInt()).isOne();
  }

  @Test
  void aPushThatCameTooLateIsCounted() {
    phones.register(ALICE, "phone", "token");

    assertThat(Lines.of(Metric.PUSHES_EXPIRED, () -> announce("old-message"))).containsExactly(1L);
  }

  @Test
  void everyPushAndItsRetryBelongToTheRequestOfTheirRow() {
    phones.register(ALICE, "phone", "token-1");
    phones.failFor(phones.register(ALICE, "tablet", "token-2"), FakeSns.throttled());
    var origin = new Origin("NotifierFunction", "r-1");

    var lines = Lines.of(() -> origin.run(() -> announce("agent-message")));

    assertThat(lines).extracting(line -> line.path("requestId").asText()).containsOnly("r-1");
    assertThat(phones.sqs.sent().getFirst().messageAttributes().get("requestId").stringValue())
        .isEqualTo("r-1");
  }

  @Test
  void aRegistrationIsALineWithoutTheToken() {
    var lines = Lines.of("device registered", () -> phones.register(ALICE, "phone", "token-1"));

    assertThat(lines).hasSize(1);
    assertThat(lines.toString()).contains("phone").doesNotContain("token-1");
  }

  private JsonNode line(String event) {
    return Lines.of(event, () -> announce("agent-message")).getFirst();
  }

  private void announce(String event) {
    Alerts.changes(event).forEach(phones.notifier()::announce);
  }
}
