package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Message;
import tidings.table.Entry;
import tidings.table.Seen;

class OffersTest {
  private final World world = new World();
  private final Chat shop = new Chat(world.chat.userKey(), world.chat.userId(), "shop");

  @Test
  void anOfferIsShownOnceAndCountsInEveryBadge() {
    world.project(world.agentSays("g-1"));
    offer("o-1", null);
    offer("o-1", null);

    assertThat(page().path("notifications")).hasSize(1);
    assertThat(page().path("unread").asLong()).isEqualTo(1);
    assertThat(world.page().standing().badge()).isEqualTo(2);
    assertThat(world.page().standing().unread()).isEqualTo(1);
  }

  @Test
  void theRowOfAnOfferAlertsWithTheBadge() {
    world.project(world.agentSays("g-1"));
    offer("o-1", null);

    assertThat(world.offers.newest(shop, 10).said())
        .extracting(Entry.Said::alert)
        .containsExactly(new Entry.Alert("offer", 2));
  }

  @Test
  void anExpiredOfferIsNeitherShownNorCounted() {
    offer("o-1", world.clock.instant().plusSeconds(60));
    world.clock.pass(Duration.ofSeconds(60));

    assertThat(page().path("count").asLong()).isZero();
    assertThat(page().path("badge").asLong()).isZero();
  }

  @Test
  void expiredOffersPushNoneThatIsOpenOffThePage() {
    offer("o-open", null);
    var soon = world.clock.instant().plusSeconds(60);
    IntStream.range(0, 201).forEach(i -> offer("o-" + i, soon));
    world.clock.pass(Duration.ofSeconds(60));

    assertThat(page().path("notifications").findValuesAsText("id")).containsExactly("o-open");
  }

  @Test
  void anOfferThatComesExpiredAlertsNobody() {
    offer("o-1", world.clock.instant());

    assertThat(world.offers.after(shop, Cursor.BEFORE_ALL, 10).said())
        .extracting(Entry.Said::alert)
        .containsNull();
  }

  @Test
  void anAcknowledgedOfferIsShownAgainAfterTheCursorAndNotCounted() {
    offer("o-1", null);
    String cursor = page().path("cursor").asText();
    world.clock.pass(Duration.ofSeconds(1));
    acknowledge("o-1");

    ObjectNode next = new OfferPage(world.offers, shop).after(Cursor.parse(cursor));
    assertThat(next.at("/notifications/0/acknowledged").asBoolean()).isTrue();
    assertThat(next.at("/notifications/0/updateTime").asText())
        .isEqualTo("2026-11-20T09:00:01.000Z");
    assertThat(next.path("unread").asLong()).isZero();
  }

  @Test
  void anAcknowledgementTellsTheOtherDevicesTheBadge() {
    world.project(world.agentSays("g-1"));
    offer("o-1", null);
    acknowledge("o-1");

    assertThat(acknowledgements())
        .extracting(Entry.Acknowledged::seen)
        .containsExactly(new Seen(1, world.clock.instant(), "phone"));
  }

  @Test
  void acknowledgingWhatHasExpiredChangesNoBadge() {
    offer("o-1", world.clock.instant().plusSeconds(60));
    world.clock.pass(Duration.ofSeconds(60));
    acknowledge("o-1");

    assertThat(acknowledgements()).extracting(Entry.Acknowledged::seen).containsOnlyNulls();
  }

  @Test
  void aRepeatedAcknowledgementChangesNothing() {
    offer("o-1", null);
    acknowledge("o-1");
    var before = page();
    acknowledge("o-1");
    acknowledge("o-2");

    assertThat(page()).isEqualTo(before);
  }

  private void offer(String id, @Nullable Instant expiresAt) {
    var body = new Message.Offer("text", "10 % off", "shop", expiresAt);
    var author = Message.Author.SYSTEM;
    var message = new Message(new Message.Id(id), author, world.clock.instant(), body, null, null);
    world.project(new Command.Offer(shop, message));
  }

  private void acknowledge(String id) {
    world.project(new Command.Acknowledge(shop, new Message.Id(id), "phone"));
  }

  private List<Entry.Acknowledged> acknowledgements() {
    return world.offers.after(shop, Cursor.BEFORE_ALL, 10).only(Entry.Acknowledged.class);
  }

  private ObjectNode page() {
    return new OfferPage(world.offers, shop).after(Optional.empty());
  }
}
