package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The routes by which a page shows what the stack does. */
class LocalRoutesTest {
  private final Client client = RunningStack.client();

  @AfterEach
  void genesysBehaves() {
    client.send("PUT", "/local/genesys/faults", "[]");
  }

  @Test
  void aReaderWhoComesAgainGetsWhatGenesysGotSince() {
    String cursor = page("/local/genesys/received", "").path("cursor").asText();
    client.customer("newcomer").say("newcomer-1", "Hello");

    JsonNode page =
        eventually(() -> page("/local/genesys/received", cursor), some -> reaches(some, "message"));

    assertThat(page.path("reset").asBoolean()).isFalse();
    assertThat(Client.values(page.path("items"), "path")).noneMatch("/oauth/token"::equals);
    assertThat(page("/local/genesys/received", page.path("cursor").asText()).path("reset").asText())
        .isEqualTo("false");
  }

  @Test
  void aCursorOfAnotherRunBringsTheNewestAndSaysSo() {
    client.customer("elsewhere").say("elsewhere-1", "Hello");
    eventually(() -> client.get("/local/genesys/received").json(), all -> all.size() > 0);

    JsonNode page = page("/local/genesys/received", "another.3");

    assertThat(page.path("reset").asBoolean()).isTrue();
    assertThat(page.path("items")).isNotEmpty();
  }

  @Test
  void aReaderWhoComesAgainGetsThePushesSince() {
    client.customer("woken").register("phone", "token-of-woken");
    String cursor = page("/local/push/sent", "").path("cursor").asText();
    sayTo("woken");

    JsonNode page =
        eventually(() -> page("/local/push/sent", cursor), some -> some.path("items").size() > 0);

    assertThat(Client.values(page.path("items"), "token")).contains("token-of-woken");
  }

  @Test
  void theFaultsStillToComeAreTold() {
    String fault = "{\"path\":\"/inbound\",\"userId\":\"x\",\"status\":503,\"count\":7}";
    client.post("/local/genesys/faults", fault);

    assertThat(client.get("/local/genesys/faults").body()).isEqualTo("[" + fault + "]");
  }

  @Test
  void aListOfFaultsTakesThePlaceOfThoseBefore() {
    client.post("/local/genesys/faults", "{\"userId\":\"x\",\"hang\":true,\"count\":7}");
    String other = "[{\"userId\":\"x\",\"body\":\"cut\",\"count\":2}]";

    client.send("PUT", "/local/genesys/faults", other);

    assertThat(client.get("/local/genesys/faults").body()).isEqualTo(other);
    assertThat(client.send("PUT", "/local/genesys/faults", "{}").status()).isEqualTo(400);
  }

  @Test
  void theRateLimitTellsHowMuchOfItIsUsed() {
    client.customer("counted").say("counted-1", "Hello");

    JsonNode limit =
        eventually(
            () -> client.get("/local/genesys/limit").json(), one -> one.path("used").asInt() > 0);

    assertThat(limit.path("allowed").asInt()).isEqualTo(100_000);
    assertThat(limit.path("resetsAt").asText()).endsWith("Z");
  }

  @Test
  void aConversationIsToldWhileItIsOpen() {
    sayTo("conversant");

    JsonNode all = client.get("/local/genesys/conversations").json();

    assertThat(Client.values(all, "userId")).containsOnlyOnce("conversant");
    assertThat(Client.values(all, "integrationId")).contains(client.integrationId());
  }

  @Test
  void aDeviceIsToldWithWhetherItsTokenLives() {
    client.customer("mortal").register("phone", "token-of-mortal");
    client.post("/local/push/tokens/token-of-mortal", "{\"enabled\":false}");

    JsonNode device = only(client.get("/local/push/devices").json(), "token", "token-of-mortal");

    assertThat(device.path("platform").asText()).isEqualTo("GCM");
    assertThat(device.path("enabled").asBoolean()).isTrue();
    assertThat(device.path("dead").asBoolean()).isTrue();
  }

  @Test
  void whatIsParkedCanBeLookedAtAgainAndAgain() {
    client.post("/local/genesys/faults", "{\"userId\":\"refused\",\"status\":400,\"count\":1}");
    client.customer("refused").say("refused-1", "Confidential");
    eventually(this::parked, all -> Client.values(all, "messageId").contains("refused-1"));

    JsonNode row = only(parked(), "messageId", "refused-1");

    assertThat(row.path("code").asText()).isEqualTo("refused");
    assertThat(row.path("kind").asText()).isEqualTo("forward");
    assertThat(row.path("userId").asText()).isEqualTo("refused");
    assertThat(row.toString()).doesNotContain("Confidential");
  }

  @Test
  void whatIsParkedIsSentAgainAndLeaves() {
    client.post("/local/genesys/faults", "{\"userId\":\"redriven\",\"status\":400,\"count\":1}");
    var customer = client.customer("redriven");
    customer.say("redriven-1", "Hello");
    eventually(this::parked, all -> Client.values(all, "messageId").contains("redriven-1"));
    String id = only(parked(), "messageId", "redriven-1").path("id").asText();

    JsonNode answer =
        client.post("/local/queues/parked/redrive", "{\"id\":\"%s\"}".formatted(id)).json();

    assertThat(answer.path("done").asBoolean()).as(answer.toString()).isTrue();
    List<String> texts =
        eventually(() -> client.takenByGenesys("redriven"), taken -> !taken.isEmpty());
    assertThat(texts).containsExactly("Hello");
    assertThat(Client.values(parked(), "id")).doesNotContain(id);
  }

  @Test
  void whatIsNotParkedIsRefusedInWords() {
    JsonNode answer = client.post("/local/queues/parked/redrive", "{\"id\":\"nothing\"}").json();

    assertThat(answer.path("done").asBoolean()).isFalse();
    assertThat(answer.path("said").asText()).contains("nothing is parked");
  }

  @Test
  void pagesComeWithAStrictContentPolicy() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(RunningStack.uri().resolve("/site/desk.html")).build();

    var page = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("content-security-policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
  }

  private JsonNode parked() {
    return client.get("/local/queues/parked").json();
  }

  private void sayTo(String userId) {
    client.post(
        "/local/genesys/say",
        "{\"integrationId\":\"%s\",\"userId\":\"%s\",\"text\":\"Hello\"}"
            .formatted(client.integrationId(), userId));
  }

  private JsonNode page(String path, String cursor) {
    return client.get(path + "?after=" + cursor).json();
  }

  private static boolean reaches(JsonNode page, String operation) {
    List<String> paths = Client.values(page.path("items"), "path");
    return paths.stream().anyMatch(path -> path.endsWith("/" + operation));
  }

  private static JsonNode only(JsonNode all, String field, String value) {
    return StreamSupport.stream(all.spliterator(), false)
        .filter(one -> one.path(field).asText().equals(value))
        .findFirst()
        .orElseThrow();
  }
}
