package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The operator's commands for integrations; on a stack of their own, for secrets change. */
class IntegrationCommandTest {
  private static final Stack STACK =
      Stack.start(RunningStack.inMemory(RunningStack.TEMPLATE), Clock.systemUTC());

  private final Client client = new Client(STACK.uri());
  private final Operator operator = new Operator(STACK.uri(), Clock.systemUTC());

  @AfterAll
  static void close() {
    STACK.close();
  }

  @Test
  void whatGenesysHasIsListed() {
    var end = operator.run("integration", "list");

    assertThat(end.exitCode()).isZero();
    assertThat(end.linesWith(client.integrationId()).getFirst())
        .contains("yes   active", STACK.uri() + "/webhook/genesys");
  }

  @Test
  void aNewOneIsMadeOnce() {
    String[] create = {"integration", "create", "--name", "Shop", "--header", "x-key=k"};
    var end = operator.run(create);

    assertThat(end.exitCode()).isZero();
    assertThat(operator.run("integration", "list").linesWith("Shop").getFirst())
        .startsWith(end.out().substring(0, 36))
        .contains("no    active", "with headers x-key")
        .doesNotContain("x-key=k");
    assertThat(operator.run(create).exitCode()).isEqualTo(1);
    assertThat(operator.run(create).err()).contains("there is an integration Shop already");
  }

  @Test
  void aNewSecretIsStoredAndSignsAtOnce() {
    var end = operator.run("integration", "update", "--new-secret");
    client.post(
        "/local/genesys/say",
        "{\"integrationId\":\"%s\",\"userId\":\"rotated\",\"text\":\"Hello\"}"
            .formatted(client.integrationId()));

    var customer = client.customer("rotated");
    assertThat(Client.eventually(customer::texts, texts -> !texts.isEmpty()))
        .containsExactly("Hello");
    assertThat(end.exitCode()).isZero();
    assertThat(operator.run("doctor").linesWith("webhook secret").getFirst()).contains("previous");
  }

  @Test
  void noThirdSecretIsMadeWhileOneIsNotDeliveredThoughGenesysTellsNone() {
    operator.run("integration", "update");
    fault("\"body\":\"untold\",\"count\":2");
    fault("\"status\":0");
    fault("\"body\":\"masked\"");

    var cut = operator.run("integration", "update", "--new-secret");
    var third = operator.run("integration", "update", "--new-secret");

    assertThat(cut.exitCode()).isEqualTo(1);
    assertThat(cut.out()).contains("not updated: Genesys does not answer");
    assertThat(third.err()).contains("run this without --new-secret first");
    assertThat(operator.run("integration", "update").exitCode()).isZero();
    fault("\"body\":\"masked\"");
    assertThat(operator.run("doctor").linesWith("integration 5b1f").getFirst()).startsWith("good");
  }

  private void fault(String what) {
    client.post("/local/genesys/faults", "{\"path\":\"integrations/open\"," + what + "}");
  }

  @Test
  void oneThatDoesNotAnswerKeepsNoOtherFromBeingTried() {
    fault("\"body\":\"masked\"");
    fault("\"status\":0");
    String id = client.integrationId();

    var end = operator.run("integration", "update", id, id);

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.out().lines().map(line -> line.split(" +", -1)[1]))
        .containsExactly("not", "updated:");
  }

  @Test
  void tooManyCallsAreWaitedFor() {
    fault("\"status\":429,\"retryAfter\":1,\"count\":2");

    assertThat(operator.run("integration", "list").exitCode()).isZero();
  }

  @Test
  void whatGenesysRefusesIsToldWithItsReason() {
    var end =
        operator.run("integration", "update", "--webhook-url", "https://chat.example:8443/webhook");

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.out()).contains("refused: HTTP 400 invalid.value", "correlation id ");
    assertThat(operator.run("integration", "update", "nobody").out())
        .contains("Genesys has no integration nobody");
    assertThat(operator.run("integration", "update", "nobody", "--new-secret").err())
        .contains("share the secret");
  }
}
