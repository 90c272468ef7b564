package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Later;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;

class ProjectorTest {
  private final World world = new World();

  @Test
  void aCustomersMessageIsARowAndAnErrand() {
    world.project(world.post("m-1"));

    assertThat(world.ids()).containsExactly("m-1");
    assertThat(world.delivery("m-1")).isEqualTo(Delivery.accepted(1));
    assertThat(world.errands())
        .singleElement()
        .satisfies(errand -> assertThat(errand.message().id().value()).isEqualTo("m-1"));
  }

  @Test
  void theSameMessageAgainIsOneRowAndTheFirstContentStands() {
    world.project(world.post("m-1"));
    var again = world.post("m-1").message();
    var other =
        new Message(again.id(), again.author(), again.at(), Message.Text.of("other"), null, null);
    world.project(new Command.Post(world.chat, other));

    assertThat(world.page().said())
        .singleElement()
        .satisfies(
            said ->
                assertThat(said.message().body()).isEqualTo(Message.Text.of("customer says m-1")));
  }

  @Test
  void aRedeliveryRepeatsTheErrandAsItWas() {
    world.project(world.post("m-1"));
    world.clock.pass(Duration.ofMinutes(10));
    world.project(world.post("m-1"));

    assertThat(world.errands()).hasSize(2);
    assertThat(world.errands().get(1)).isEqualTo(world.errands().get(0));
  }

  @Test
  void whatIsBeyondAcceptedIsNotHandedOnAgain() {
    world.project(world.post("m-1"));
    world.project(world.sent("m-1", "g-1"));
    world.project(world.post("m-1"));

    assertThat(world.errands()).hasSize(1);
  }

  @Test
  void theTimesOfOneCustomersMessagesRiseStrictly() {
    var now = world.clock.instant();
    world.project(world.post("m-1", now));
    world.project(world.post("m-2", now));
    world.project(world.post("m-3", now.minusSeconds(5)));

    assertThat(world.errands())
        .extracting(errand -> errand.message().at())
        .containsExactly(now, now.plusMillis(1), now.plusMillis(2));
  }

  @Test
  void anAgentsMessageAlertsWithTheBadge() {
    world.project(world.agentSays("g-1"));
    world.project(world.agentSays("g-2"));

    assertThat(world.page().said())
        .extracting(Entry.Said::alert)
        .containsExactly(new Entry.Alert("message", 1), new Entry.Alert("message", 2));
    assertThat(world.page().standing().unread()).isEqualTo(2);
  }

  @Test
  void duplicatesInParallelAreOneRow() {
    String body = MessageJson.write(world.agentSays("g-1"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 16).forEach(_ -> threads.execute(() -> untilDone(body)));
    }

    assertThat(world.ids()).containsExactly("g-1");
    assertThat(world.page().standing().unread()).isEqualTo(1);
  }

  /** As the queue would: what asks to come later comes again. */
  private void untilDone(String body) {
    try {
      world.project(body);
    } catch (Later _) {
      untilDone(body);
    }
  }

  @Test
  void numbersAreDenseWhateverComes() {
    world.project(world.post("m-1"));
    world.project(world.agentSays("g-1"));
    world.project(world.sent("m-1", "g-m-1"));
    world.project(world.agentSays("g-1"));
    world.project(world.receipt("Published", "g-m-1", "m-1"));

    var entries = world.transcript.after(world.chat, start(), 200);
    assertThat(entries.said()).extracting(Entry.Said::seq).containsExactly(1L, 2L);
    assertThat(entries.updates()).extracting(Entry::seq).containsExactly(3L, 4L);
  }

  @Test
  void typingIsShownUntilItEndsOrTheAgentHasSpoken() {
    world.project(world.agentSays("g-1"));
    world.project(world.webhook(typing()));
    assertThat(world.page().standing().head().marks().typingUntil())
        .isEqualTo(world.clock.instant().plusSeconds(5));

    world.project(world.agentSays("g-2"));
    assertThat(world.page().standing().head().marks().typingUntil()).isNull();
  }

  @Test
  void typingThatIsOverChangesNothing() {
    world.project(world.agentSays("g-1"));
    var late = world.webhook(typing());
    world.clock.pass(Duration.ofSeconds(6));
    world.project(late);

    assertThat(world.page().standing().head().version()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{}", "{\"command\":\"no such\"}", "7"})
  void whatCannotBeReadIsParked(String body) {
    world.project(body);

    assertThat(world.parked())
        .singleElement()
        .satisfies(
            parked -> {
              assertThat(parked.code()).isEqualTo("unreadable");
              assertThat(parked.body()).isEqualTo(body);
            });
  }

  @Test
  void anUnknownTypeIsParkedWhole() {
    var command = world.webhook("{\"type\":\"HologramCall\",\"id\":\"h-1\"}");
    world.project(command);

    assertThat(world.parked())
        .singleElement()
        .satisfies(
            parked ->
                assertThat(MessageJson.read(parked.body(), Command.class)).isEqualTo(command));
    assertThat(world.ids()).isEmpty();
  }

  @Test
  void aMessageThatNoItemCanHoldIsParked() {
    String text = "x".repeat(500_000);
    world.project(world.webhook("{\"id\":\"g-1\",\"type\":\"Text\",\"text\":\"" + text + "\"}"));

    assertThat(world.parked()).extracting(parked -> parked.code()).containsExactly("too-big");
  }

  @Test
  void aMessageThatNoItemCanHoldBesideItsIdIsParked() {
    String id = "\\u0000".repeat(58_000);
    world.project(world.webhook("{\"id\":\"" + id + "\",\"type\":\"Text\",\"text\":\"Hi\"}"));

    assertThat(world.parked()).extracting(parked -> parked.code()).containsExactly("too-big");
  }

  @Test
  void whatACustomerSaysOrIsOfferedUnderAnIdThatNoItemCanHoldIsParked() {
    String id = "\0".repeat(60_000);
    world.project(world.post(id));
    world.project(world.offer(id));

    assertThat(world.parked()).extracting(parked -> parked.code()).containsOnly("too-big");
    assertThat(world.parked()).hasSize(2);
  }

  private static String typing() {
    return "{\"type\":\"Event\",\"events\":[{\"eventType\":\"Typing\",\"typing\":{\"duration\":5000}}]}";
  }

  private static Cursor start() {
    return Cursor.BEFORE_ALL;
  }
}
