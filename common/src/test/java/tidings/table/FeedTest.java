package tidings.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tidings.message.Chat;
import tidings.message.UserKey;

class FeedTest {
  private static final UserKey USER = new UserKey("A".repeat(43));

  @Test
  void theLongestIdOfAnIntegrationFits() {
    String longest = "\u20ac".repeat(42);

    assertThat(Feed.offers(new Chat(USER, "user-1", longest).integrationId()).integrationId())
        .isEqualTo(longest);
    assertThatThrownBy(() -> new Chat(USER, "user-1", longest + "\u20ac"))
        .hasMessageContaining("so long an id");
  }

  /** A device's row has an attribute for each feed; a longer name could be written and not read. */
  @Test
  void aLongerNameIsNoFeed() {
    assertThatThrownBy(() -> new Feed("chat#" + "x".repeat(60_000)))
        .hasMessageContaining("so long a name");
  }
}
