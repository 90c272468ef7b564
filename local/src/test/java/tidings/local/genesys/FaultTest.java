package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultTest {
  private static final Optional<String> ANY = Optional.empty();

  private final Faults faults = new Faults();

  @Test
  void readsEveryKeyOfItsJson() throws Exception {
    Fault fault =
        fault(
            """
            {"path":"/message","userId":"u1","messageId":"m1","status":429,"retryAfter":7,"delayMs":30,
             "hang":true,"accept":true,"failedReceipt":true,"body":"cut","count":4}""");

    var effect =
        new Fault.Effect(
            429, Duration.ofSeconds(7), Duration.ofMillis(30), true, true, true, Fault.Body.CUT);
    assertThat(fault).isEqualTo(new Fault("/message", "u1", "m1", effect, 4));
  }

  @Test
  void writesTheJsonThatItReads() throws Exception {
    var whole =
        fault(
            """
            {"path":"/message","userId":"u1","messageId":"m1","status":429,"retryAfter":7,"delayMs":30,
             "hang":true,"accept":true,"failedReceipt":true,"body":"cut","count":4}""");
    var plain = fault("{\"status\":0}");

    assertThat(Fault.of(whole.json())).isEqualTo(whole);
    assertThat(plain.json().toString()).isEqualTo("{\"status\":0,\"count\":1}");
  }

  @Test
  void refusesAStatusThatIsNoneAndACountOfNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fault("{\"status\":99}"))
        .withMessage("status is 0 or 200 to 599, not 99");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fault("{\"count\":0}"))
        .withMessage("count is at least 1, not 0");
  }

  @Test
  void isUsedUpByTheRequestsThatItMeans() throws Exception {
    faults.add(fault("{\"path\":\"/open/message\",\"userId\":\"u1\",\"status\":500,\"count\":2}"));

    assertThat(faults.next("/x/open/message", Optional.of("u2"), ANY)).isEqualTo(Fault.Effect.NONE);
    assertThat(faults.next("/x/open/event", Optional.of("u1"), ANY)).isEqualTo(Fault.Effect.NONE);
    assertThat(faults.next("/oauth/token", Optional.empty(), ANY)).isEqualTo(Fault.Effect.NONE);
    assertThat(faults.next("/x/open/message", Optional.of("u1"), ANY).status()).isEqualTo(500);
    assertThat(faults.next("/x/open/message", Optional.of("u1"), ANY).status()).isEqualTo(500);
    assertThat(faults.next("/x/open/message", Optional.of("u1"), ANY)).isEqualTo(Fault.Effect.NONE);
  }

  @Test
  void aFaultOfOneMessageLeavesTheOthersAlone() throws Exception {
    faults.add(fault("{\"messageId\":\"m1\",\"status\":500}"));

    assertThat(faults.next("/a", ANY, Optional.of("m2"))).isEqualTo(Fault.Effect.NONE);
    assertThat(faults.next("/a", ANY, ANY)).isEqualTo(Fault.Effect.NONE);
    assertThat(faults.next("/a", ANY, Optional.of("m1")).status()).isEqualTo(500);
  }

  @Test
  void faultsAreTakenInTheirOrderUntilCleared() throws Exception {
    faults.add(fault("{\"status\":500}"));
    faults.add(fault("{\"status\":503,\"count\":9}"));

    assertThat(faults.next("/a", Optional.empty(), ANY).status()).isEqualTo(500);
    assertThat(faults.next("/a", Optional.empty(), ANY).status()).isEqualTo(503);
    faults.clear();
    assertThat(faults.next("/a", Optional.empty(), ANY)).isEqualTo(Fault.Effect.NONE);
  }

  private static Fault fault(String json) throws Exception {
    return Fault.of(new ObjectMapper().readTree(json));
  }
}
