package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;

class DeliveriesTest {
  private final World world = new World();

  @BeforeEach
  void aMessageIsThere() {
    world.project(world.post("m-1"));
  }

  @Test
  void aReportMovesTheRowAndLeavesAnEntry() {
    world.project(world.sent("m-1", "g-1"));

    assertThat(world.delivery("m-1")).isEqualTo(Delivery.sent(1));
    assertThat(world.transcript.after(world.chat, Cursor.BEFORE_ALL, 200).updates())
        .extracting(entry -> ((Entry.Changed) entry).delivery())
        .containsExactly(Delivery.sent(1));
  }

  @Test
  void aRepeatedReportLeavesNothing() {
    world.project(world.sent("m-1", "g-1"));
    var before = world.page().standing().head();
    world.project(world.sent("m-1", "g-1"));

    assertThat(world.page().standing().head()).isEqualTo(before);
  }

  @Test
  void publicationIsFoundByGenesysIdOrByOurs() {
    world.project(world.sent("m-1", "g-1"));
    world.project(world.receipt("Published", "g-1", "unknown"));
    assertThat(world.delivery("m-1")).isEqualTo(Delivery.published(1));

    world.project(world.post("m-2"));
    world.project(world.receipt("Published", "g-2", "m-2"));
    assertThat(world.delivery("m-2")).isEqualTo(Delivery.published(1));
  }

  @Test
  void aFailedReceiptParksTheMessageAndApologises() {
    world.project(world.sent("m-1", "g-1"));
    world.project(world.receipt("Failed", "g-1", "m-1"));

    assertThat(world.delivery("m-1").failure().message()).contains("Please try again");
    assertThat(world.parked()).hasSize(1);
    var parked = world.parked().getFirst();
    assertThat(List.of(parked.queue(), parked.code())).containsExactly("dispatch", "RateLimited");
    assertThat(parked.reason()).contains("g-1");
    assertThat(MessageJson.read(parked.body(), Errand.class))
        .isEqualTo(new Errand.Forward(world.chat, world.page().said().getFirst().message(), 1));
  }

  @Test
  void aFailureThatIsNewsNoMoreIsNotParked() {
    world.project(world.sent("m-1", "g-1"));
    world.project(world.receipt("Published", "g-1", "m-1"));
    world.project(world.receipt("Failed", "g-1", "m-1"));

    assertThat(world.parked()).isEmpty();
  }

  @Test
  void aReceiptThatOvertakesTheReportWaitsForIt() {
    world.project(world.receipt("Failed", "g-1", "m-1"));
    assertThat(world.delivery("m-1")).isEqualTo(Delivery.accepted(1));

    world.project(world.sent("m-1", "g-1"));

    assertThat(world.delivery("m-1").status()).isEqualTo(Delivery.Status.FAILED);
    assertThat(world.delivery("m-1").failure().code()).isEqualTo("RateLimited");
  }

  @Test
  void theReportAfterPublicationMovesNothingBack() {
    world.project(world.receipt("Published", "g-1", "m-1"));
    world.project(world.sent("m-1", "g-1"));

    assertThat(world.delivery("m-1")).isEqualTo(Delivery.published(1));
  }

  @Test
  void anOutboundReceiptIsHarmless() {
    world.project(
        world.webhook(
            """
            {"id":"g-1","type":"Receipt","status":"Read","direction":"Outbound",
             "channel":{"id":"integration-1","to":{"id":"user-1"}}}
            """));

    assertThat(world.delivery("m-1")).isEqualTo(Delivery.accepted(1));
    assertThat(world.parked()).isEmpty();
  }

  @Test
  void aFailureIsShownWithItsReason() {
    world.project(world.notSent("m-1"));

    assertThat(world.delivery("m-1").failure().message()).isEqualTo("It took too long.");
  }

  @Test
  void aReportOfAnUnknownMessageIsNoError() {
    world.project(world.sent("m-9", "g-9"));

    assertThat(world.ids()).containsExactly("m-1");
  }

  @Test
  void aResendOpensTheNextAttemptAndHandsItOn() {
    world.project(world.notSent("m-1"));
    world.project(resend(2));
    world.project(resend(2));

    assertThat(world.delivery("m-1")).isEqualTo(Delivery.accepted(2));
    assertThat(world.errands()).extracting(Errand.Forward::attempt).containsExactly(1, 2, 2);
  }

  @Test
  void aResendOfWhatHasBeenSentMeanwhileDoesNothing() {
    world.project(world.notSent("m-1"));
    world.project(world.receipt("Published", "g-1", "m-1"));
    world.project(resend(2));

    assertThat(world.delivery("m-1")).isEqualTo(Delivery.published(1));
    assertThat(world.errands()).hasSize(1);
  }

  @Test
  void aRedeliveredPostDoesNotHandTheNextAttemptOn() {
    world.project(world.notSent("m-1"));
    world.project(resend(2));
    world.project(world.post("m-1"));

    assertThat(world.errands()).hasSize(2);
  }

  @Test
  void aReportUnderAnIdThatIsKnownCountsAllTheSame() {
    world.project(world.sent("m-1", "g-1"));
    world.project(world.receipt("Failed", "g-1", "m-1"));
    world.project(resend(2));
    var id = new Message.Id("m-1");
    world.project(new Command.Report(world.chat, id, 2, new Command.Sent("g-1", "c-1")));

    assertThat(world.delivery("m-1")).isEqualTo(Delivery.sent(2));
  }

  private Command.Resend resend(int attempt) {
    return new Command.Resend(world.chat, new Message.Id("m-1"), attempt, false);
  }
}
