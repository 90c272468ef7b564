package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.table.Entry;

class ImportsTest {
  private static final Instant LONG_AGO = Instant.parse("2025-03-01T08:00:00Z");

  private final World world = new World();

  @Test
  void bothSidesAreThereWithTheirTimesAndNobodyIsTold() {
    importOf("c-1", Message.Author.CUSTOMER, LONG_AGO);
    importOf("a-1", Message.Author.AGENT, LONG_AGO.plusSeconds(5));

    assertThat(world.page().said())
        .extracting(said -> said.message().at())
        .containsExactly(LONG_AGO, LONG_AGO.plusSeconds(5));
    assertThat(world.page().said()).extracting(Entry.Said::alert).containsOnlyNulls();
    assertThat(world.page().standing().badge()).isZero();
    assertThat(world.sqs.bodiesSentTo("dispatch")).isEmpty();
    assertThat(world.delivery("c-1")).isEqualTo(Delivery.sent(1));
  }

  @Test
  void twiceIsOnce() {
    importOf("c-1", Message.Author.CUSTOMER, LONG_AGO);
    importOf("a-1", Message.Author.AGENT, LONG_AGO);

    importOf("c-1", Message.Author.CUSTOMER, LONG_AGO.plusSeconds(1));
    importOf("a-1", Message.Author.AGENT, LONG_AGO);

    assertThat(world.ids()).containsExactly("c-1", "a-1");
  }

  @Test
  void whatCameLiveIsNotImportedAndTheOtherWayRound() {
    world.project(world.agentSays("a-1"));
    importOf("a-1", Message.Author.AGENT, LONG_AGO);
    importOf("a-2", Message.Author.AGENT, LONG_AGO);

    world.project(world.agentSays("a-2"));

    assertThat(world.ids()).containsExactly("a-1", "a-2");
    assertThat(world.page().standing().badge()).isEqualTo(1);
  }

  @Test
  void whatIsUnreadStaysSo() {
    world.project(world.agentSays("a-1"));

    importOf("a-0", Message.Author.AGENT, LONG_AGO);

    assertThat(world.page().standing().unread()).isEqualTo(1);
  }

  @Test
  void theNextMessageHasItsOwnTime() {
    importOf("c-1", Message.Author.CUSTOMER, world.clock.instant().plus(Duration.ofDays(1)));

    world.project(world.post("m-1"));

    assertThat(world.errands().getFirst().message().at()).isEqualTo(world.clock.instant());
  }

  @Test
  void onlyWhatCameLiveIsConfirmedToGenesys() {
    importOf("a-1", Message.Author.AGENT, LONG_AGO);
    world.project(world.agentSays("a-2"));
    String epoch = world.page().standing().head().epoch();

    world.project(new Command.FetchedUpTo(world.chat, epoch, 2));

    assertThat(world.errands(Errand.Receipt.class))
        .extracting(receipt -> receipt.of().value())
        .containsExactly("a-2");
  }

  @Test
  void whatWasErasedDoesNotComeBack() {
    Instant erased = world.clock.instant();
    world.project(new Command.Erase(world.chat.userKey(), erased));
    world.clock.pass(Duration.ofSeconds(1));

    importOf("c-1", Message.Author.CUSTOMER, LONG_AGO);
    importOf("c-2", Message.Author.CUSTOMER, erased.plusMillis(1));

    assertThat(world.ids()).containsExactly("c-2");
  }

  @Test
  void anOfferIsOpenUnlessItWasAcknowledged() {
    offer("o-1", null);
    offer("o-2", LONG_AGO.plusSeconds(60));

    var page = world.offers.newest(shop(), 10);

    assertThat(page.said())
        .extracting(Entry.Said::acknowledgedAt)
        .containsExactly(null, LONG_AGO.plusSeconds(60));
    assertThat(page.said()).extracting(Entry.Said::alert).containsOnlyNulls();
    assertThat(page.standing().badge()).isEqualTo(1);
  }

  @Test
  void whatIsTooBigForTheTableIsParked() {
    var text = Message.Text.of("x".repeat(390_000));
    world.project(new Command.Import(world.chat, message("c-1", LONG_AGO, text), null));

    assertThat(world.parked()).extracting(parked -> parked.code()).isEqualTo(List.of("too-big"));
  }

  private void importOf(String id, Message.Author author, Instant at) {
    var message =
        new Message(new Message.Id(id), author, at, Message.Text.of("said " + id), null, null);
    world.project(new Command.Import(world.chat, message, null));
  }

  private void offer(String id, @Nullable Instant acknowledgedAt) {
    var offer = new Message.Offer("text", "Ten per cent", "shop", null);
    world.project(new Command.Import(shop(), message(id, LONG_AGO, offer), acknowledgedAt));
  }

  private static Message message(String id, Instant at, Message.Body body) {
    return new Message(new Message.Id(id), Message.Author.CUSTOMER, at, body, null, null);
  }

  private Chat shop() {
    return new Chat(world.chat.userKey(), world.chat.userId(), "shop");
  }
}
