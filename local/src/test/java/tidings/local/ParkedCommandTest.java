package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParkedCommandTest {
  private final Client client = RunningStack.client();
  private final Operator operator = Operator.ofRunningStack();

  @Test
  void aRefusedMessageIsListedWithItsReason() {
    parked("listed", "listed-1", 400);

    String line = operator.run("parked").linesWith("listed-1").getFirst();

    assertThat(line)
        .containsPattern("^[0-9a-f-]{36}  forward +listed-1 +" + client.integrationId() + " +1 ")
        .containsPattern(" 20[0-9-]+T[0-9:]+Z +[0-9]+s  refused: .*400.*correlation id");
  }

  @Test
  void textsAreShownOnRequestOnly() {
    parked("shown", "shown-1", 400);

    assertThat(operator.run("parked").out()).doesNotContain("text of shown-1");
    assertThat(operator.run("parked", "--show-body").out()).contains("text of shown-1");
  }

  @Test
  void whatIsLookedAtStaysParked() {
    parked("kept", "kept-1", 400);
    operator.run("parked");

    assertThat(operator.run("parked").linesWith("kept-1")).hasSize(1);
  }

  @Test
  void allOfACustomerAreListedHoweverMany() {
    List<String> ids = IntStream.range(0, 12).mapToObj(i -> "many-" + i).toList();
    refuse("many", 400, ids.size());
    var customer = client.customer("many");
    ids.forEach(id -> customer.say(id, "text of " + id));
    eventually(() -> failed(customer), count -> count == ids.size());

    assertThat(operator.run("parked").linesWith("many-")).hasSize(ids.size());
  }

  @Test
  void reasonAndAgeChoose() {
    parked("chosen", "chosen-1", 400);
    var tomorrow =
        new Operator(RunningStack.uri(), Clock.offset(Clock.systemUTC(), Duration.ofHours(24)));

    assertThat(operator.run("parked", "--reason", "outage").out()).doesNotContain("chosen-1");
    assertThat(operator.run("parked", "--reason", "refused").out()).contains("chosen-1");
    assertThat(operator.run("parked", "--older-than", "23h").out()).doesNotContain("chosen-1");
    assertThat(tomorrow.run("parked", "--older-than", "23h").out()).contains("chosen-1", " 24h ");
    assertThat(tomorrow.run("parked", "--younger-than", "23h").out()).doesNotContain("chosen-1");
  }

  @Test
  void whatIsMisspeltOrOutOfReachIsSaidInALine() {
    assertThat(operator.run("parked", "--older-than", "soon").err()).contains("15m");
    assertThat(operator.run("parked", "--older-than", "soon").exitCode()).isEqualTo(2);
    var nowhere = operator.say("parked", "--local", "http://127.0.0.1:1");
    assertThat(nowhere.exitCode()).isEqualTo(1);
    assertThat(nowhere.err())
        .isEqualTo(
            "tidings: no local stack answers at http://127.0.0.1:1: start it with mvn -q -Prun\n");
  }

  @Test
  void helpTeachesEachCommand() {
    assertThat(operator.say("--help").out()).contains("parked", "--stack", "--local");
    assertThat(operator.say("parked", "--help").out()).contains("--show-body", "--older-than=AGE");
  }

  private void parked(String user, String id, int status) {
    refuse(user, status, 1);
    var customer = client.customer(user);
    customer.say(id, "text of " + id);
    eventually(() -> failed(customer), count -> count == 1);
  }

  private void refuse(String user, int status, int count) {
    client.post(
        "/local/genesys/faults",
        "{\"userId\":\"%s\",\"path\":\"/message\",\"status\":%d,\"count\":%d}"
            .formatted(user, status, count));
  }

  private static long failed(Client.Customer customer) {
    return Client.values(customer.transcript().path("messages"), "status").stream()
        .filter("failed"::equals)
        .count();
  }
}
