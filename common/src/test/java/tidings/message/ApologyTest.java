package tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApologyTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"refused", "outage", "expired", "crashed", "GeneralError", "RateLimited", "new"})
  void whatMayHelpIsSaidInASentenceWithoutCodes(String code) {
    var failure = new Delivery.Failure(code, "Genesys said: HTTP 503", true, false).forCustomers();

    assertThat(failure.message()).endsWith(".").doesNotContain("HTTP", "Genesys", code);
    assertThat(failure.message()).contains("Please try again");
    assertThat(failure.code()).isEqualTo(code);
  }

  @Test
  void tryingAgainIsNotOfferedWhereItWillNotHelp() {
    assertThat(Apology.of("refused", false)).doesNotContain("try again").contains("not help");
    assertThat(Apology.of("MediaTypeNotAllowed", false)).contains("type");
  }
}
