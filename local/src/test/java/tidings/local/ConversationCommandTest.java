package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import org.junit.jupiter.api.Test;

class ConversationCommandTest {
  private final Client client = RunningStack.client();
  private final Operator operator = Operator.ofRunningStack();

  @Test
  void aMessagesWayIsToldFromAcceptanceToPublication() {
    var customer = client.customer("followed");
    customer.say("followed-1", "text of followed-1");
    eventually(customer::transcript, page -> page.toString().contains("published"));

    var end = operator.run("conversation", "--message", "followed-1", "--user", "followed");

    assertThat(end.exitCode()).isZero();
    assertThat(end.out())
        .containsSubsequence(
            "accepted from the customer", "in the transcript as number 1, request ", "\nnow ")
        .containsPattern("attempt 1: Genesys took it as [0-9a-f]{32} in conversation [0-9a-f-]{36}")
        .containsPattern("Genesys' correlation id [0-9a-f-]{36}")
        .contains("shown as sent, attempt 1", "now                       published, attempt 1")
        .containsPattern("filter messageId = \"followed-1\" or requestId = \"[^\"]+\"")
        .doesNotContain("text of");
  }

  @Test
  void aRefusedMessageIsToldWithItsReasonAndWhereItIsParked() {
    client.post(
        "/local/genesys/faults", "{\"userId\":\"declined\",\"path\":\"/message\",\"status\":400}");
    var customer = client.customer("declined");
    customer.say("declined-1", "text of declined-1");
    eventually(customer::transcript, page -> page.toString().contains("failed"));

    var end = operator.run("conversation", "--message", "declined-1", "--user", "declined");

    assertThat(end.out())
        .containsPattern("parked as [0-9a-f-]{36}: refused: ")
        .contains("attempt 1: given up: refused", "shown as failed, attempt 1: refused");
  }

  @Test
  void aMessageThatIsTriedAgainTellsSinceWhen() {
    client.post(
        "/local/genesys/faults",
        "{\"userId\":\"failing\",\"path\":\"/message\",\"status\":500,\"count\":3}");
    var customer = client.customer("failing");
    customer.say("failing-1", "text of failing-1");
    eventually(customer::transcript, page -> page.toString().contains("published"));

    var end = operator.run("conversation", "--message", "failing-1", "--user", "failing");

    assertThat(end.out())
        .containsSubsequence(
            "attempt 1: failed for its own sake, and is tried again",
            "attempt 1: Genesys took it as");
  }

  @Test
  void anAgentsMessageTellsWhetherItWasFetchedAndRead() {
    String id =
        client
            .post(
                "/local/genesys/say",
                "{\"integrationId\":\"%s\",\"userId\":\"hearer\",\"text\":\"Hello\"}"
                    .formatted(client.integrationId()))
            .json()
            .path("id")
            .asText();
    eventually(client.customer("hearer")::texts, texts -> !texts.isEmpty());

    var end = operator.run("conversation", "--message", id, "--user", "hearer");

    assertThat(end.out()).contains("said by an agent", "not confirmed it yet, not read");
  }

  @Test
  void whatIsNotKnownIsSaid() {
    var end = operator.run("conversation", "--message", "never", "--user", "nobody");

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.out()).contains("not in the transcript, or erased");
    assertThat(operator.run("conversation", "--message", "never").exitCode()).isEqualTo(2);
    assertThat(operator.run("conversation", "--message", "never", "--conversation", "short").err())
        .contains("43 characters");
  }
}
