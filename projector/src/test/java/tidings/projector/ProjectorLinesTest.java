package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Lines;
import tidings.lambda.Metric;
import tidings.lambda.Origin;
import tidings.message.Command;
import tidings.message.Content.Stored;
import tidings.message.Message;
import tidings.table.LocalDynamo;

/** What the projector says of its ends. */
class ProjectorLinesTest {
  private final World world = new World();

  @Test
  void aCustomersMessageIsCountedOnceAndFoundByItsIds() {
    Command post = world.post("m-1");

    JsonNode line = line("appended", post);

    assertThat(line.path("MessagesFromCustomers").asInt()).isOne();
    assertThat(line.path("messageId").asText()).isEqualTo("m-1");
    assertThat(line.path("conversation").asText()).isEqualTo(world.chat.userKey().value());
    assertThat(line.path("seq").asInt()).isOne();
    assertThat(line.toString()).doesNotContain("user-1", "says");
  }

  @Test
  void whatComesAgainIsADuplicateAndNoMessage() {
    world.project(world.post("m-1"));

    JsonNode line = line("appended before", world.post("m-1"));

    assertThat(line.path("Duplicates").asInt()).isOne();
    assertThat(line.has("MessagesFromCustomers")).isFalse();
  }

  @Test
  void anAgentsMessageIsTimedFromItsWebhook() {
    Command webhook = world.agentSays("a-1");
    world.clock.pass(Duration.ofMillis(1200));

    JsonNode line = line("appended", webhook);

    assertThat(line.path("MessagesFromAgents").asInt()).isOne();
    assertThat(line.path("WebhookToRow").asInt()).isEqualTo(1200);
  }

  @Test
  void anOfferIsCounted() {
    assertThat(Lines.of(Metric.OFFERS, () -> world.project(world.offer("o-1"))))
        .containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"Event\",\"events\":[{\"eventType\":\"Waving\"}]}",
        "{\"type\":\"Receipt\",\"status\":\"Read\",\"direction\":\"Outbound\"}",
        "{\"type\":\"Receipt\",\"status\":\"Sent\",\"direction\":\"Inbound\"}"
      })
  void whatMeansNothingIsCounted(String webhook) {
    assertThat(Lines.of(Metric.IGNORED, () -> world.project(world.webhook(webhook))))
        .containsExactly(1L);
  }

  @Test
  void whatIsParkedIsAnErrorWithItsCode() {
    JsonNode line = Lines.of("parked", () -> world.project("no command")).getFirst();

    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("queue").asText()).isEqualTo("transcript");
    assertThat(line.path("code").asText()).isEqualTo("unreadable");
    assertThat(line.path("Parked").asInt()).isOne();
  }

  @Test
  void aReportSaysHowItsAttemptEnded() {
    world.project(world.post("m-1"));

    assertThat(line("reported", world.sent("m-1", "g-1")).path("outcome").asText())
        .isEqualTo("sent");
    assertThat(line("reported", world.notSent("m-1")).path("outcome").asText())
        .isEqualTo("expired");
  }

  @Test
  void aReceiptNamesTheMessageByBothIds() {
    world.project(world.post("m-1"));

    JsonNode line = line("receipt", world.receipt("Published", "g-1", "m-1"));

    assertThat(line.path("genesysMessageId").asText()).isEqualTo("g-1");
    assertThat(line.path("messageId").asText()).isEqualTo("m-1");
    assertThat(line.toString()).doesNotContain("Too many");
  }

  @Test
  void aFileThatIsCopiedIsALine() {
    world.project(world.agentSendsFiles("g-1"));

    JsonNode line = line("file", world.copied("g-1", 1, Stored.available("copies/1")));

    assertThat(line.path("item").asInt()).isOne();
    assertThat(line.path("state").asText()).isEqualTo("AVAILABLE");
  }

  @Test
  void anErasureIsCounted() {
    world.project(world.post("m-1"));

    JsonNode line = line("erased", new Command.Erase(world.chat.userKey(), world.clock.instant()));

    assertThat(line.path("Erasures").asInt()).isOne();
    assertThat(line.path("items").asInt()).isPositive();
  }

  @Test
  void theEndOfAConversationSaysWhoEndedIt() {
    world.project(world.post("m-1"));
    var end = new Command.End(world.chat, new Message.Id("e-1"), world.clock.instant());

    assertThat(line("ended", end).path("by").asText()).isEqualTo("customer");
  }

  @Test
  void aRowAndItsErrandNameTheRequestThatBeganThem() {
    new Origin("ProjectorFunction", "r-1").run(() -> world.project(world.post("m-1")));

    var rows = LocalDynamo.client().scan(scan -> scan.tableName(world.table)).items();
    assertThat(rows)
        .filteredOn(row -> row.containsKey("requestId"))
        .singleElement()
        .satisfies(row -> assertThat(row.get("requestId").s()).isEqualTo("r-1"));
    assertThat(world.sqs.sent().getFirst().messageAttributes().get("requestId").stringValue())
        .isEqualTo("r-1");
  }

  private JsonNode line(String event, Command command) {
    return Lines.of(event, () -> world.project(command)).getFirst();
  }
}
