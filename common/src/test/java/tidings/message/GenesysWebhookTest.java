package tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenesysWebhookTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @MethodSource("tidings.message.Fixtures#names")
  void everyFixtureNamesItsCustomerAndIntegration(String name) {
    Heading heading = read(Fixtures.text(name)).heading();

    assertThat(heading.userId()).contains("member-000421");
    assertThat(heading.integrationId()).contains("5b1f0a52-6c1d-4e0c-9a57-2f6f1c7d3e10");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "04-attachment-image.json",
        "05-attachment-file-pdf-with-text.json",
        "07-structured-quick-replies.json",
        "08-structured-card.json",
        "09-structured-carousel.json",
        "10-structured-date-picker.json"
      })
  void contentIsKeptToTheLastField(String name) {
    JsonNode json = json(Fixtures.text(name));

    List<Content> content = content(said(Fixtures.text(name)));

    assertThat(content).noneMatch(Content.Other.class::isInstance);
    assertThat(json(MessageJson.write(content))).isEqualTo(json.path("content"));
  }

  @Test
  void anAgentsTextIsSaidByTheAgentAtGenesysTime() {
    Message message = said(Fixtures.text("01-text-agent.json"));

    assertThat(message.author()).isEqualTo(Message.Author.AGENT);
    assertThat(message.at()).isEqualTo("2026-11-20T09:15:02.417Z");
    assertThat(message.conversationId()).isEqualTo("e2a9c7d4-1b36-4f58-8a0e-93d1c5b7f624");
  }

  @Test
  void aBotIsNoAgent() {
    assertThat(said(Fixtures.text("02-text-bot.json")).author()).isEqualTo(Message.Author.BOT);
  }

  @Test
  void aMessageWithoutTimeIsAsOldAsItsArrival() {
    Message message =
        said(
            """
            {"id":"m-1","type":"Text","text":"Hi","channel":{"id":"i","to":{"id":"u"},"time":"noon"}}
            """);

    assertThat(message.at()).isEqualTo(NOW);
  }

  @Test
  void typingLastsAsLongAsGenesysSays() {
    GenesysWebhook webhook = read(Fixtures.text("13-event-typing-on.json"));

    assertThat(webhook.kind()).isEqualTo(new GenesysWebhook.Typing(Duration.ofSeconds(5)));
  }

  @Test
  void aReceiptNamesOurMessageAndItsReason() {
    GenesysWebhook webhook =
        read(Fixtures.text("19-receipt-failed-media-not-allowed-inbound.json"));

    var receipt = (GenesysWebhook.Receipt) webhook.kind();
    assertThat(receipt.messageId()).isEqualTo("app-msg-01JD3NB0ZT");
    assertThat(receipt.code()).isEqualTo("MediaTypeNotAllowed");
    assertThat(receipt.inbound()).isTrue();
  }

  @Test
  void anUnknownTypeIsUnknownAndNoError() {
    GenesysWebhook webhook = read(Fixtures.text("25-unknown-future-type.json"));

    assertThat(webhook.kind()).isEqualTo(new GenesysWebhook.Unknown("HologramCall"));
  }

  @Test
  void contentThatIsNotWhatItSaysIsKeptWhole() {
    String card = "{\"contentType\":\"Card\",\"card\":[1,2]}";

    List<Content> content =
        content(
            said(
                "{\"id\":\"m\",\"type\":\"Structured\",\"channel\":{\"id\":\"i\",\"to\":{\"id\":\"u\"}},\"content\":[%s]}"
                    .formatted(card)));

    assertThat(content).singleElement().isInstanceOf(Content.Other.class);
    assertThat(json(MessageJson.write(content)).get(0)).isEqualTo(json(card));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'contentType':'QuickReply','quickReply':0}",
        "{'contentType':'Card','card':{'actions':7}}",
        "{'contentType':'Carousel','carousel':{'cards':[null]}}",
        "{'contentType':'DatePicker','datePicker':{'availableTimes':[{'duration':'long'}]}}",
        "{'contentType':['Card']}",
        "{'card':{}}"
      })
  void contentOfAnOddFormComesBackFromTheTable(String item) {
    String body =
        "{'id':'m','type':'Structured','channel':{'to':{'id':'u'}},'content':[" + item + "]}";
    Message message = said(body.replace('\'', '"'));

    Message stored = MessageJson.read(MessageJson.write(message), Message.class);

    assertThat(content(stored)).singleElement().isInstanceOf(Content.Other.class);
    assertThat(stored).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"QuickReply", "Card", "Carousel", "DatePicker"})
  void contentWithoutWhatItIsNamedForIsEmpty(String kind) {
    String field = kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1);
    String item = "{\"contentType\":\"%s\",\"%s\":null}".formatted(kind, field);

    Content content = MessageJson.read(item, Content.class);

    assertThat(MessageJson.read(MessageJson.write(content), Content.class)).isEqualTo(content);
    assertThat(json(MessageJson.write(content)).path(field).isObject()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-0001-01-01T00:00:00Z", "yesterday"})
  void aTimeThatNobodyCanShowIsNone(String time) {
    String body =
        "{'id':'m','type':'Text','text':'Hi','channel':{'to':{'id':'u'},'time':'" + time + "'}}";

    assertThat(said(body.replace('\'', '"')).at()).isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "7",
        "\"text\"",
        "null",
        "{}",
        "{\"type\":5,\"channel\":[],\"id\":{}}",
        "{\"type\":\"Receipt\",\"reasons\":\"none\",\"channel\":{\"to\":7}}",
        "{\"type\":\"Event\",\"events\":[7,{\"eventType\":\"Typing\",\"typing\":\"On\"}]}",
        "{\"type\":\"Text\",\"text\":[],\"content\":{\"a\":1}}"
      })
  void nothingThatIsJsonFailsTheReading(String body) {
    GenesysWebhook webhook = read(body);

    assertThat(webhook.kind()).isNotNull();
  }

  private static List<Content> content(Message message) {
    return switch (message.body()) {
      case Message.Text(_, List<Content> content) -> content;
      case Message.Structured(_, List<Content> content) -> content;
      case Message.Reply _, Message.Location _, Message.Offer _, Message.Ended _ -> List.of();
    };
  }

  private static Message said(String body) {
    return ((GenesysWebhook.Said) read(body).kind()).message();
  }

  private static GenesysWebhook read(String body) {
    return GenesysWebhook.read(json(body), NOW);
  }

  private static JsonNode json(String text) {
    return MessageJson.read(text, JsonNode.class);
  }
}
