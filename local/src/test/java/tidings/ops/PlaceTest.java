package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** On which installation a command works. */
class PlaceTest {
  private static final String HERE = "http://127.0.0.1:8110";

  @Command
  private static final class Any {
    @Mixin private final Place place;

    private Any(Map<String, String> environment) {
      place = new Place(environment);
    }
  }

  @Test
  void anOptionBeatsTheEnvironment() {
    assertThat(meant(Map.of("TIDINGS_LOCAL", HERE), "--stack", "prod")).isEqualTo("the stack prod");
    assertThat(meant(Map.of("TIDINGS_STACK", "prod"), "--local", HERE))
        .isEqualTo("the local stack at " + HERE);
  }

  @Test
  void theEnvironmentCountsWhereNoOptionSaysWhere() {
    assertThat(meant(Map.of("TIDINGS_LOCAL", HERE))).isEqualTo("the local stack at " + HERE);
    assertThat(meant(Map.of("TIDINGS_STACK", "prod"), "--region", "eu-central-1"))
        .isEqualTo("the stack prod");
    assertThat(meant(Map.of(), "--output", "ParkingQueueUrl=https://sqs"))
        .isEqualTo("the installation of the given outputs");
  }

  @Test
  void twoPlacesAreRefused() {
    var err = new StringWriter();
    int exitCode =
        Tidings.commands(new PrintWriter(new StringWriter()), Clock.systemUTC())
            .setErr(new PrintWriter(err))
            .execute("erase", "--user", "rana", "--yes", "--local", HERE, "--stack", "prod");

    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--local", "--stack", "mutually exclusive");
    var both = Map.of("TIDINGS_LOCAL", HERE, "TIDINGS_STACK", "prod");
    assertThatThrownBy(() -> meant(both)).isInstanceOf(Misuse.class);
  }

  private static String meant(Map<String, String> environment, String... arguments) {
    var any = new Any(environment);
    new CommandLine(any).parseArgs(arguments);
    return any.place.meant().toString();
  }
}
