package tidings.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");

  @Test
  void theReadMarkGoesForwardAndNotBeyondTheEnd() {
    Marks heard = Marks.NONE.heard(1, null, NOW).heard(2, null, NOW).heard(3, null, NOW);

    assertThat(heard.readUpTo(2).readUpTo(1).read()).isEqualTo(2);
    assertThat(heard.readUpTo(9).read()).isEqualTo(3);
  }

  @Test
  void anOfferCountsUntilItExpiresOrIsAcknowledged() {
    Marks marks = Marks.NONE.offered(1, NOW.plusSeconds(5), NOW).offered(2, null, NOW);

    assertThat(marks.openOffers(NOW)).isEqualTo(2);
    assertThat(marks.openOffers(NOW.plusSeconds(5))).isEqualTo(1);
    assertThat(marks.acknowledged(1).openOffers(NOW)).isEqualTo(1);
  }

  @Test
  void openOffersAreBounded() {
    Marks marks = Marks.NONE;
    for (long seq = 1; seq <= Marks.MOST_OPEN + 1; seq++) {
      marks = marks.offered(seq, null, NOW);
    }

    assertThat(marks.open()).hasSize(Marks.MOST_OPEN).doesNotContainKey(1L);
  }

  @Test
  void whatWentInBeforeTheEndDoesNotOpenTheConversationAgain() {
    Marks ended = Marks.NONE.in("c-1", 1).ended(2, NOW);

    assertThat(ended.in("c-1", 1).talk().id()).isNull();
    assertThat(ended.in("c-1", 3).talk().id()).isEqualTo("c-1");
  }

  @Test
  void whatWasSaidBeforeTheEndDoesNotOpenTheConversationAgain() {
    Marks known = Marks.NONE.in("c-1", 1).ended(2, NOW);
    Marks unknown = Marks.NONE.ended(2, NOW);

    assertThat(known.heard(3, "c-1", NOW).talk().id()).isNull();
    assertThat(unknown.heard(3, "c-1", NOW).talk().id()).isNull();
  }

  /** Genesys goes on with the same conversation if somebody writes within days. */
  @Test
  void whatIsSaidAfterTheEndOrElsewhereOpensAConversation() {
    Marks ended = Marks.NONE.in("c-1", 1).ended(2, NOW);

    assertThat(ended.heard(3, "c-1", NOW.plusMillis(1)).talk().id()).isEqualTo("c-1");
    assertThat(ended.heard(3, "c-2", NOW).talk().id()).isEqualTo("c-2");
    assertThat(ended.in("c-2", 3).heard(4, "c-1", NOW).talk().id()).isEqualTo("c-2");
  }
}
