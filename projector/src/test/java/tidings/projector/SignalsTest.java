package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import tidings.lambda.Later;
import tidings.message.Command;
import tidings.message.Errand;
import tidings.message.MessageJson;
import tidings.table.LocalDynamo;
import tidings.table.Seen;

class SignalsTest {
  private final World world = new World();

  @Test
  void whatIsReadIsNotUnreadAnyMore() {
    world.project(world.agentSays("g-1"));
    world.project(world.agentSays("g-2"));
    world.project(read(1));

    assertThat(world.page().standing().unread()).isEqualTo(1);
    assertThat(world.page().standing().badge()).isEqualTo(1);
  }

  @Test
  void theReadMarkNeverGoesBack() {
    world.project(world.agentSays("g-1"));
    world.project(world.agentSays("g-2"));
    world.project(read(2));
    var before = world.page().standing().head();
    world.project(read(1));

    assertThat(world.page().standing().head()).isEqualTo(before);
  }

  @Test
  void aReadMarkOfAnotherEpochIsVoid() {
    world.project(world.agentSays("g-1"));
    world.project(new Command.ReadUpTo(world.chat, "another", 1, null));

    assertThat(world.page().standing().unread()).isEqualTo(1);
  }

  @Test
  void theOtherDevicesAreToldTheBadgeOfARead() {
    world.project(world.agentSays("g-1"));
    world.project(world.agentSays("g-2"));
    world.project(new Command.ReadUpTo(world.chat, epoch(), 1, "phone"));
    world.project(new Command.ReadUpTo(world.chat, epoch(), 1, "phone"));

    assertThat(world.seen()).containsExactly(new Seen(1, world.clock.instant(), "phone"));
  }

  @Test
  void whatIsToldOfAReadIsForgottenAfterADay() {
    world.project(world.agentSays("g-1"));
    world.project(read(1));

    long end = world.clock.instant().plus(Duration.ofDays(1)).getEpochSecond();
    assertThat(world.seenItems())
        .extracting(item -> item.get("ttl").n())
        .containsExactly(Long.toString(end));
  }

  @Test
  void whatAgentsSaidIsConfirmedOnceAsItIsFetched() {
    world.project(world.agentSays("g-1"));
    world.project(world.post("m-1"));
    world.project(world.agentSays("g-2"));
    world.project(world.agentSays("g-3"));
    world.project(fetched(3));
    world.project(fetched(2));

    assertThat(world.errands(Errand.Receipt.class))
        .extracting(receipt -> receipt.of().value())
        .containsExactly("g-1", "g-2");
  }

  @Test
  void aLongAbsenceIsConfirmedWhole() {
    IntStream.range(0, 120).forEach(i -> world.project(world.agentSays("g-" + i)));
    world.project(fetched(120));

    assertThat(world.errands(Errand.Receipt.class)).hasSize(120);
  }

  @Test
  void whatIsConfirmedIsMarkedPageByPage() {
    IntStream.range(0, 120).forEach(i -> world.project(world.agentSays("g-" + i)));
    var faults = new Faults();
    faults.arm(new Faults.Fault(Faults.How.CRASH_BEFORE, 110));
    var crashing = world.projector(LocalDynamo.client(), faults.queue(world.sqs));

    assertThatThrownBy(() -> world.project(crashing, fetched(120)))
        .isInstanceOf(Faults.Crash.class);

    assertThat(world.page().standing().head().marks().fetched()).isEqualTo(100);
  }

  @Test
  void aLongAbsenceIsConfirmedInPartsWhereItsTimeIsUp() {
    IntStream.range(0, 120).forEach(i -> world.project(world.agentSays("g-" + i)));
    String body = MessageJson.write(fetched(120));
    Instant now = world.clock.instant();
    Instant past = now.minusSeconds(1);

    assertThatThrownBy(() -> world.projector.project(body, now, past)).isInstanceOf(Later.class);
    assertThat(world.errands(Errand.Receipt.class)).hasSize(100);

    world.projector.project(body, now, past);
    assertThat(world.errands(Errand.Receipt.class)).hasSize(120);
  }

  @Test
  void whatIsOldIsNotConfirmedAnyMore() {
    world.project(world.agentSays("g-1"));
    world.clock.pass(Duration.ofDays(1));
    world.project(world.agentSays("g-2"));
    world.project(fetched(2));

    assertThat(world.errands(Errand.Receipt.class))
        .extracting(receipt -> receipt.of().value())
        .containsExactly("g-2");
    assertThat(world.page().standing().head().marks().fetched()).isEqualTo(2);
  }

  @Test
  void typingGoesBesideTheMessages() {
    talk();
    world.project(new Command.Typing(world.chat, world.clock.instant()));

    assertThat(world.errands(Errand.Typing.class)).hasSize(1);
    assertThat(world.sqs.sent().getLast())
        .extracting(SendMessageRequest::messageGroupId)
        .isEqualTo(world.chat.userKey().value() + ".typing");
  }

  @Test
  void typingDoesNotOpenAConversation() {
    world.project(new Command.Typing(world.chat, world.clock.instant()));
    world.project(world.post("m-1"));
    world.project(new Command.Typing(world.chat, world.clock.instant()));
    talk();
    world.clock.pass(Duration.ofHours(1));
    world.project(new Command.Typing(world.chat, world.clock.instant()));

    assertThat(world.errands(Errand.Typing.class)).isEmpty();
  }

  @Test
  void staleTypingIsDropped() {
    talk();
    var typing = new Command.Typing(world.chat, world.clock.instant());
    world.clock.pass(Duration.ofSeconds(5));
    world.project(typing);

    assertThat(world.errands(Errand.Typing.class)).isEmpty();
  }

  private void talk() {
    world.project(world.post("m-1"));
    world.project(world.sent("m-1", "g-m-1"));
  }

  private Command.ReadUpTo read(long said) {
    return new Command.ReadUpTo(world.chat, epoch(), said, null);
  }

  private Command.FetchedUpTo fetched(long seq) {
    return new Command.FetchedUpTo(world.chat, epoch(), seq);
  }

  private String epoch() {
    return world.page().standing().head().epoch();
  }
}
