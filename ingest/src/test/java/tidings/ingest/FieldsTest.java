package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tidings.message.HostileValues;

class FieldsTest {
  private final World world = new World();

  @Test
  void ofVeryManyFaultsTheFirstAreNamed() {
    var answer = world.post("{\"customAttributes\":" + HostileValues.wide(20_000) + "}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(World.json(answer).path("errors")).hasSize(Fields.MOST_FAULTS);
  }
}
