package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Problem;
import tidings.message.HostileValues;
import tidings.message.Message;

class FieldsTest {
  private final World world = new World();

  @Test
  void ofVeryManyFaultsTheFirstAreNamed() {
    var answer = world.post("{\"customAttributes\":" + HostileValues.wide(20_000) + "}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(World.json(answer).path("errors")).hasSize(Fields.MOST_FAULTS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
  void aYearHasFourDigits(String time) {
    Fields fields = Fields.of(JsonNodeFactory.instance.objectNode().put("expiresAt", time));

    assertThat(fields.time("expiresAt")).isEmpty();
    assertThatThrownBy(fields::check).isInstanceOf(Problem.class);
  }

  @Test
  void halfACharacterIsReplaced() {
    world.post("{\"text\":\"a\\ud83d\"}");

    assertThat(world.accepted().body()).isEqualTo(Message.Text.of("a\uFFFD"));
  }
}
