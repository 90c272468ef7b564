package tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private static final Delivery.Failure EXPIRED =
      new Delivery.Failure("expired", "It took too long.", true, false);
  private static final Delivery.Failure REFUSED_LATER =
      new Delivery.Failure("RateLimited", "Too many.", true, true);

  @Test
  void statesGoForwardWithinAnAttempt() {
    assertThat(Delivery.accepted(1).advancedBy(Delivery.sent(1))).contains(Delivery.sent(1));
    assertThat(Delivery.published(1).advancedBy(Delivery.sent(1))).isEmpty();
    assertThat(Delivery.sent(1).advancedBy(Delivery.failed(1, EXPIRED))).isEmpty();
  }

  @Test
  void aFailureThatGenesysReportsBeatsOurOwnSent() {
    Delivery failed = Delivery.failed(1, REFUSED_LATER);

    assertThat(Delivery.sent(1).advancedBy(failed)).contains(failed);
    assertThat(failed.advancedBy(Delivery.sent(1))).isEmpty();
  }

  @Test
  void proofThatGenesysHasItBeatsFailedOfAnyAttempt() {
    Delivery failed = Delivery.failed(2, EXPIRED);

    assertThat(failed.advancedBy(Delivery.sent(1))).contains(Delivery.sent(2));
    assertThat(failed.advancedBy(Delivery.published(1))).contains(Delivery.published(2));
  }

  @Test
  void onlyAFailedMessageIsTriedAgain() {
    assertThat(Delivery.failed(1, EXPIRED).advancedBy(Delivery.accepted(2)))
        .contains(Delivery.accepted(2));
    assertThat(Delivery.sent(1).advancedBy(Delivery.accepted(2))).isEmpty();
  }

  @Property
  void aRepeatedReportChangesNothing(
      @ForAll("states") Delivery from, @ForAll("states") Delivery to) {
    Optional<Delivery> once = from.advancedBy(to);

    assertThat(once.flatMap(now -> now.advancedBy(to))).isEmpty();
  }

  @Property
  void publishedIsTheEnd(@ForAll("states") Delivery report) {
    Delivery published = Delivery.published(3);

    assertThat(published.advancedBy(report).filter(now -> now.attempt() <= 3)).isEmpty();
  }

  @Provide
  Arbitrary<Delivery> states() {
    var status = Arbitraries.of(Delivery.Status.values());
    var attempt = Arbitraries.integers().between(1, 3);
    var failure = Arbitraries.of(EXPIRED, REFUSED_LATER);
    return Combinators.combine(status, attempt, failure)
        .as((s, a, f) -> new Delivery(s, a, s == Delivery.Status.FAILED ? f : null));
  }
}
