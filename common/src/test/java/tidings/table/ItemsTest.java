package tidings.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.UserKey;

class ItemsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00.123Z");

  @ParameterizedTest
  @MethodSource("entries")
  void everyEntryComesBackAsItWas(Entry entry) {
    assertThat(Entry.from(entry.item())).isEqualTo(entry);
  }

  static Stream<Entry> entries() {
    var failed = new Delivery.Failure("expired", "It took too long.", true, false);
    return Stream.of(
        new Entry.Said(1, hello(), Delivery.accepted(1), null, 0, NOW),
        new Entry.Said(2, hello(), null, new Entry.Alert("message", 3), 7, NOW),
        new Entry.Filled(6, 2, hello(), 7, NOW),
        new Entry.Said(4, hello(), null, null, 7, NOW, NOW),
        new Entry.Acknowledged(5, 4, 7, NOW, new Seen(2, NOW, "phone")),
        new Entry.Changed(3, 1, hello().id(), Delivery.failed(2, failed), 7, NOW));
  }

  @Test
  void aHeadComesBackAsItWas() {
    var talk = new Marks.Talk("c-2", 3, new Marks.Over("c-1", NOW));
    var marks =
        new Marks(
            new Marks.Counts(7, 5, 9, 4), NOW, talk, Map.of(10L, NOW.plusSeconds(1), 11L, NOW));
    var head = new Head(Feed.chat("integration"), "epoch", 12, 40, marks, NOW, NOW);

    assertThat(Head.from(head.item())).isEqualTo(head);
    assertThat(head.unread(NOW)).isEqualTo(3);
  }

  @Test
  void entriesSortByNumber() {
    Feed feed = Feed.chat("integration");

    assertThat(ChatKeys.log(feed, "e", 99)).isLessThan(ChatKeys.log(feed, "e", 100));
  }

  @Test
  void anIntegrationIdCannotReachIntoAnotherKey() {
    Feed feed = Feed.chat("a#1/ö");

    assertThat(feed.name()).isEqualTo("chat#a%231%2F%C3%B6");
    assertThat(feed.integrationId()).isEqualTo("a#1/ö");
  }

  @Test
  void anOverlongIdFitsTheKey() {
    String key = ChatKeys.mark(Feed.chat("integration"), "agent", "ä".repeat(5000));

    assertThat(key).hasSizeLessThan(1024);
  }

  @Test
  void theUserKeyIsFoundAgainAndIsNotTheUserId() {
    UserKey user = UserKey.of(new byte[] {1, 2, 3}, "rana@example.com");

    var key = ChatKeys.key(user, "head#x");
    assertThat(ChatKeys.user(key)).isEqualTo(user);
    assertThat(key.toString()).doesNotContain("rana");
  }

  @Test
  void aMissingAttributeIsNamed() {
    assertThatThrownBy(() -> Head.from(Map.of())).hasMessageContaining("feed");
  }

  private static Message hello() {
    return new Message(
        new Message.Id("m-1"), Message.Author.CUSTOMER, NOW, Message.Text.of("Hello"), null, null);
  }
}
