package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathsTest {
  private static final String OF_USER = "/integration/{integrationId}/user/{userId}";

  private final World world = new World();

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u2028"})
  void aUserWithoutANameIsNone(String userId) {
    var answer =
        world.call(
            "POST /notification" + OF_USER,
            Map.of("integrationId", "offers-1", "userId", userId),
            "{\"type\":\"text\",\"content\":\"Ten per cent\",\"fromId\":\"shop\"}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains("\"field\":\"userId\"");
    assertThat(world.sqs.sent()).isEmpty();
  }

  @Test
  void neitherIsACustomerWithoutAName() {
    assertThat(world.post(" ", "{\"text\":\"Hello\"}").getStatusCode()).isEqualTo(403);
  }
}
