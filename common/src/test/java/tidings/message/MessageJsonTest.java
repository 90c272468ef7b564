package tidings.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageJsonTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandComesBackAsItWas(Command command) {
    assertThat(MessageJson.read(MessageJson.write(command), Command.class)).isEqualTo(command);
  }

  static Stream<Command> commands() {
    var failure = new Delivery.Failure("refused", "Genesys refused it.", false, false);
    return Stream.of(
        new Command.Post(chat(), hello()),
        new Command.Webhook(
            chat(),
            NOW,
            new RawJson("{\"id\":\"m\",\"n\":[1,2.5,null,-1E+400,0.12345678901234567890]}")),
        new Command.Report(chat(), hello().id(), 2, new Command.Sent("g-1", "c-1")),
        new Command.Report(chat(), hello().id(), 1, new Command.Sent(null, null)),
        new Command.Report(chat(), hello().id(), 1, new Command.NotSent(failure)),
        new Command.Copied(chat(), hello().id(), 1, Content.Stored.available("copies/1")),
        new Command.Copied(chat(), hello().id(), 0, Content.Stored.failed("too-big")),
        new Command.Resend(chat(), hello().id(), 2, true),
        new Command.ReadUpTo(chat(), "epoch", 7, "phone"),
        new Command.FetchedUpTo(chat(), "epoch", 12),
        new Command.Offer(chat(), hello()),
        new Command.Acknowledge(chat(), hello().id(), null),
        new Command.Typing(chat(), NOW),
        new Command.End(chat(), hello().id(), NOW),
        new Command.Ended("c-1", "agent", NOW),
        new Command.Agentless(chat(), hello().id(), "Your parcel arrives.", true),
        new Command.Import(chat(), hello(), null),
        new Command.Import(chat(), hello(), NOW),
        new Command.Unroutable(NOW, "not JSON", "{\"torn\":"));
  }

  @ParameterizedTest
  @MethodSource("errands")
  void everyErrandComesBackAsItWas(Errand errand) {
    assertThat(MessageJson.read(MessageJson.write(errand), Errand.class)).isEqualTo(errand);
  }

  static Stream<Errand> errands() {
    var last = new Errand.Last(hello().id(), 2, NOW);
    return Stream.of(
        new Errand.Forward(chat(), hello(), 1),
        new Errand.Forward(chat(), hello(), 2, true),
        new Errand.End(chat(), hello().id(), last, null),
        new Errand.End(chat(), hello().id(), new Errand.Last(hello().id(), 1, null), null),
        new Errand.End(chat(), hello().id(), null, "c-1"),
        new Errand.Agentless(chat(), hello().id(), "Your parcel arrives.", true),
        Errand.Receipt.delivered(chat(), hello().id(), NOW),
        Errand.Receipt.failed(
            chat(), hello().id(), new Errand.Reason("GeneralError", "It was lost."), NOW),
        new Errand.Typing(chat(), NOW));
  }

  /** What no key of a table holds, or Genesys does not know, is found before anything is done. */
  @Test
  void whatCannotBeWorkedIsNoErrand() {
    String receipt = MessageJson.write(Errand.Receipt.delivered(chat(), hello().id(), NOW));
    String overlong = chat().integrationId().repeat(100);

    assertThatThrownBy(() -> MessageJson.read(receipt.replace("Delivered", "Maybe"), Errand.class))
        .isInstanceOf(MessageJson.Unreadable.class);
    assertThatThrownBy(
            () -> MessageJson.read(receipt.replace(chat().integrationId(), overlong), Errand.class))
        .isInstanceOf(MessageJson.Unreadable.class);
  }

  @Test
  void noItemStandsBeforeTheFirst() {
    var copied = new Command.Copied(chat(), hello().id(), 7, Content.Stored.failed("gone"));
    String before = MessageJson.write(copied).replace(":7,", ":-1,");

    assertThatThrownBy(() -> MessageJson.read(before, Command.class))
        .isInstanceOf(MessageJson.Unreadable.class);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void everyKindOfMessageComesBackAsItWas(Message.Body body) {
    var message = new Message(hello().id(), Message.Author.AGENT, NOW, body, null, "c-1");

    assertThat(MessageJson.read(MessageJson.write(message), Message.class)).isEqualTo(message);
  }

  static Stream<Message.Body> bodies() {
    return Stream.of(
        Message.Text.of("Zoë 👋 \u0000 \"quoted\""),
        new Message.Text(null, content("04-attachment-image.json")),
        new Message.Text("Here", stored("04-attachment-image.json")),
        new Message.Structured("Choose", content("07-structured-quick-replies.json")),
        new Message.Structured(null, content("08-structured-card.json")),
        new Message.Structured(null, content("09-structured-carousel.json")),
        new Message.Structured("When?", content("10-structured-date-picker.json")),
        new Message.Reply(new Message.Id("m-0"), "QuickReply", "Track", "track_order"),
        new Message.Location(59.33, 18.06, 12.5),
        new Message.Location(-90, 180, null),
        new Message.Offer("qrcode", "content", "shop", NOW),
        new Message.Offer("text", "content", "shop", null),
        new Message.Ended("agent"));
  }

  @Test
  void anAttachmentWithoutItsObjectIsKeptAsAnotherKind() {
    String json = Fixtures.text("04-attachment-image.json").replace("\"attachment\":", "\"odd\":");

    var said =
        (GenesysWebhook.Said)
            GenesysWebhook.read(MessageJson.read(json, JsonNode.class), NOW).kind();
    assertThat(said.message().body().items()).hasOnlyElementsOfType(Content.Other.class);
  }

  @Test
  void timesSortAsTheirTextsDo() {
    Instant full = Instant.parse("2026-11-20T09:00:04Z");

    assertThat(MessageJson.time(full)).isEqualTo("2026-11-20T09:00:04.000Z");
    assertThat(MessageJson.time(full))
        .isLessThan(MessageJson.time(full.plusMillis(13)))
        .isGreaterThan(MessageJson.time(full.minusNanos(1)));
  }

  @Test
  void fieldsOfALaterVersionAreNoError() {
    String json = MessageJson.write(hello()).replaceFirst("\\{", "{\"later\":{\"a\":[]},");

    assertThat(MessageJson.read(json, Message.class)).isEqualTo(hello());
  }

  @Test
  void whatCannotBeReadIsNotQuoted() {
    assertThatThrownBy(() -> MessageJson.read("{\"command\":\"secret words\"}", Command.class))
        .isInstanceOf(MessageJson.Unreadable.class)
        .message()
        .doesNotContain("secret words");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{'command':'post'}",
        "{'command':'typing','chat':null,'at':'2026-11-20T09:00:00Z'}",
        "{'command':'ended','conversationId':'c-1','by':'agent'}",
        "{'command':'ended','conversationId':'c-1','by':'agent','at':'+10000-01-01T00:00:00Z'}",
        "{'command':'report','chat':{'userId':'u','integrationId':'i'},'id':'m','attempt':1}"
      })
  void whatLacksAPartIsUnreadable(String command) {
    assertThatThrownBy(() -> MessageJson.read(command.replace('\'', '"'), Command.class))
        .isInstanceOf(MessageJson.Unreadable.class);
  }

  @Test
  void aSecondValueBehindTheFirstIsUnreadable() {
    assertThatThrownBy(() -> MessageJson.read("{} {}", JsonNode.class))
        .isInstanceOf(MessageJson.Unreadable.class);
  }

  @Test
  void rawJsonTravelsUnescaped() {
    String json = MessageJson.write(new RawJson("{\"a\": \"b\"}"));

    assertThat(json).isEqualTo("{\"a\": \"b\"}");
  }

  private static List<Content> content(String fixture) {
    JsonNode json = MessageJson.read(Fixtures.text(fixture), JsonNode.class);
    var said = (GenesysWebhook.Said) GenesysWebhook.read(json, NOW).kind();
    return said.message().body().items();
  }

  private static List<Content> stored(String fixture) {
    return content(fixture).stream()
        .map(Content.Attachment.class::cast)
        .<Content>map(attachment -> attachment.as(Content.Stored.pending()))
        .toList();
  }

  private static Message hello() {
    var sender =
        new Message.Sender("Zoë", null, "Ek", Message.IdType.EMAIL, Map.of("language", "sv"));
    return new Message(
        new Message.Id("app-1"),
        Message.Author.CUSTOMER,
        NOW,
        Message.Text.of("Hello"),
        sender,
        null);
  }

  private static Chat chat() {
    return new Chat(UserKey.of(new byte[] {1}, "user-1"), "user-1", "integration-1");
  }
}
