package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RedriveCommandTest {
  private final Callers callers = Callers.of(RunningStack.uri());
  private final Client client = callers.client();
  private final Operator operator = Operator.ofRunningStack();

  @Test
  void aRefusedMessageGoesAsItsNextAttempt() {
    parked("again", "again-1");

    var said = operator.run("redrive", "again-1");

    assertThat(said.exitCode()).isZero();
    assertThat(said.out()).contains("forward again-1  sent again as attempt 2", "1 redriven");
    assertThat(status("again", "published")).isEqualTo("published");
    assertThat(client.takenByGenesys("again")).containsExactly("text of again-1");
    assertThat(operator.run("parked").linesWith("again-1")).isEmpty();
  }

  @Test
  void aMessageWhoseRedriveFailsIsParkedWithItsNextAttempt() {
    parked("stubborn", "stubborn-1");
    refuse("stubborn", 1);
    operator.run("redrive", "stubborn-1");

    List<String> lines =
        eventually(() -> operator.run("parked").linesWith("stubborn-1"), found -> !found.isEmpty());

    assertThat(lines).singleElement().asString().contains(" 2  ");
  }

  @Test
  void whatGenesysHasIsNotSentAgain() {
    parked("settled", "settled-1");
    callers.customer("settled").post(callers.chat("settled") + "/messages/settled-1/retry", "");
    status("settled", "published");

    assertThat(operator.run("redrive", "settled-1").out()).contains("Genesys has it: published");
    assertThat(operator.run("parked").linesWith("settled-1")).hasSize(1);
    operator.run("redrive", "settled-1", "--clear");
    assertThat(operator.run("parked").linesWith("settled-1")).isEmpty();
    assertThat(client.takenByGenesys("settled")).hasSize(1);
  }

  @Test
  void reasonAndAgeChooseAndNothingElseIsTouched() {
    parked("by-age", "by-age-1");
    var tomorrow =
        new Operator(RunningStack.uri(), Clock.offset(Clock.systemUTC(), Duration.ofHours(24)));

    operator.run("redrive", "--reason", "refused", "--older-than", "23h");
    assertThat(operator.run("parked").linesWith("by-age-1")).hasSize(1);
    tomorrow.run("redrive", "--reason", "refused", "--older-than", "23h");
    assertThat(operator.run("parked").linesWith("by-age-1")).isEmpty();
    assertThat(status("by-age", "published")).isEqualTo("published");
  }

  @Test
  void whatGenesysReportsAsFailedIsParkedAndRedriven() {
    client.post(
        "/local/genesys/faults",
        "{\"userId\":\"receipt\",\"path\":\"/message\",\"failedReceipt\":true,\"count\":1}");
    client.customer("receipt").say("receipt-1", "text of receipt-1");
    status("receipt", "failed");

    List<String> lines =
        eventually(() -> operator.run("parked").linesWith("receipt-1"), found -> !found.isEmpty());
    operator.run("redrive", "receipt-1");

    assertThat(lines).singleElement().asString().contains("GeneralError: Genesys took the message");
    assertThat(status("receipt", "published")).isEqualTo("published");
  }

  @Test
  void anAgentsFileIsFetchedAgain() {
    client.post("/local/genesys/faults", "{\"path\":\"/filed.png\",\"status\":404,\"count\":1}");
    client.post("/local/genesys/say", "{\"body\":%s}".formatted(agentsFile("filed")));
    eventually(() -> operator.run("parked").linesWith("filed-1"), found -> !found.isEmpty());

    var said = operator.run("redrive", "filed-1");

    assertThat(said.out()).contains("fetch filed-1  the file is fetched again");
    String url = "/messages/0/content/0/attachmentUrl";
    JsonNode page = eventually(() -> page("filed"), it -> it.at(url).asText().startsWith("http"));
    assertThat(page.at(url).asText()).startsWith("http");
  }

  @Test
  void aTextWithoutAnAgentThatMayHaveBeenSentGoesOnlyByItsId() {
    client.post("/local/genesys/faults", "{\"path\":\"agentless\",\"status\":0,\"count\":1}");
    callers
        .service()
        .post(
            "/agentless/integration/" + client.integrationId() + "/user/doubted",
            "{\"id\":\"doubted-1\",\"text\":\"At the door\"}");
    eventually(() -> operator.run("parked").linesWith("doubted-1"), found -> !found.isEmpty());

    assertThat(operator.run("redrive", "--reason", "in-doubt").out()).contains("name it by its id");
    assertThat(operator.run("redrive", "doubted-1").out()).contains("sent again");
  }

  @Test
  void whatCannotBeRemovedIsToldAndTheRestGoesOn() {
    parked("unremoved", "unremoved-1");
    refuse("unremoved", 1);
    client.customer("unremoved").say("unremoved-2", "text of unremoved-2");
    eventually(() -> operator.run("parked").linesWith("unremoved-"), found -> found.size() == 2);

    var said = new AtomicReference<Operator.Said>();
    Unremoved.meanwhile(() -> said.set(operator.run("redrive", "--reason", "refused")));
    eventually(() -> client.takenByGenesys("unremoved"), taken -> taken.size() == 2);
    var again = operator.run("redrive", "--reason", "refused", "--clear");

    assertThat(said.get().exitCode()).isEqualTo(1);
    assertThat(said.get().linesWith("unremoved-")).hasSize(4);
    assertThat(said.get().linesWith("is still parked")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(again.linesWith("unremoved-1").getFirst()).contains("Genesys has it");
    assertThat(client.takenByGenesys("unremoved")).hasSize(2);
  }

  @Test
  void whatIsMeantMustBeSaidAndThere() {
    parked("dry", "dry-1");

    assertThat(operator.run("redrive").err()).contains("an ID, or --all");
    assertThat(operator.run("redrive", "dry-1", "--all").err()).contains("an ID, or --all");
    assertThat(operator.run("redrive", "nobody-1").err()).contains("nothing is parked");
    assertThat(operator.run("redrive", "--all", "--dry-run").linesWith("dry-1")).hasSize(1);
    assertThat(operator.run("parked").linesWith("dry-1")).hasSize(1);
  }

  private void parked(String user, String id) {
    refuse(user, 1);
    client.customer(user).say(id, "text of " + id);
    status(user, "failed");
  }

  private void refuse(String user, int count) {
    client.post(
        "/local/genesys/faults",
        "{\"userId\":\"%s\",\"path\":\"/message\",\"status\":400,\"count\":%d}"
            .formatted(user, count));
  }

  /** The state of the customer's only message as soon as it is this, or the last that was seen. */
  private String status(String user, String wanted) {
    return eventually(() -> page(user).at("/messages/0/status").asText(), wanted::equals);
  }

  private JsonNode page(String user) {
    return client.customer(user).transcript();
  }

  private String agentsFile(String user) {
    return """
        {"id":"%s-1","type":"Text","text":"See","direction":"Outbound","originatingEntity":"Human",
         "content":[{"contentType":"Attachment","attachment":{"mediaType":"Image",
          "url":"%s/api/v2/downloads/%s.png","mime":"image/png"}}],
         "channel":{"id":"%s","platform":"Open","type":"Private","to":{"id":"%s"},
          "from":{"id":"%s"},"time":"2026-11-20T09:00:00.000Z"}}
        """
        .formatted(
            user,
            client.config("genesysUrl"),
            user,
            client.integrationId(),
            user,
            client.integrationId());
  }
}
