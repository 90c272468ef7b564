package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.dispatcher.Samples.rana;
import static tidings.dispatcher.Samples.says;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tidings.message.Content;
import tidings.message.Message;

class PostTest {
  private static final String CHANNEL =
      """
      {"channel":{"messageId":"m-1","from":{"id":"member-000421","idType":"Opaque"},\
      "time":"2026-11-20T08:59:59.500Z"},""";

  @Test
  void textGoesOutWithTheModelledFieldsAndNoOther() {
    assertThat(Post.of(rana(), says(Message.Text.of("Grüße 👋 \"so\""))))
        .contains(
            new Post(
                "POST",
                "/api/v2/conversations/messages/integration-1/inbound/open/message"
                    + "?prefetchConversationId=true",
                CHANNEL + "\"text\":\"Grüße 👋 \\\"so\\\"\"}"));
  }

  @Test
  void theCustomersNamesGoAlongWhereTheyAreKnown() {
    var hello = says(Message.Text.of("Hello"));
    var named =
        new Message(
            hello.id(),
            hello.author(),
            hello.at(),
            hello.body(),
            new Message.Sender("Rana K.", null, "Khalil"),
            null);

    assertThat(Post.of(rana(), named).orElseThrow().body())
        .contains("\"idType\":\"Opaque\",\"nickname\":\"Rana K.\",\"lastName\":\"Khalil\"}");
  }

  @Test
  void whatTheIdIsGoesAlongWhereTheAppSaysSo() {
    var hello = says(Message.Text.of("Hello"));
    var sender = new Message.Sender(null, null, null, Message.IdType.EMAIL, Map.of());
    var message = new Message(hello.id(), hello.author(), hello.at(), hello.body(), sender, null);

    assertThat(Post.of(rana(), message).orElseThrow().body())
        .contains("\"from\":{\"id\":\"member-000421\",\"idType\":\"Email\"}");
  }

  @Test
  void customAttributesGoBelowTheChannel() {
    var hello = says(Message.Text.of("Hello"));
    var sender = new Message.Sender(null, null, null, null, Map.of("language", "sv", "app", "4.1"));
    var message = new Message(hello.id(), hello.author(), hello.at(), hello.body(), sender, null);

    assertThat(Post.of(rana(), message).orElseThrow().body())
        .contains("\"metadata\":{\"customAttributes\":{\"app\":\"4.1\",\"language\":\"sv\"}}},");
  }

  @Test
  void aFileWithoutATypeIsSaidToBeSomeFile() {
    var file = new Content.Medium("u-1", null, "https://media/1", null, null, null, Map.of());
    var body = new Message.Text(null, List.of(new Content.Attachment(file, null, Map.of())));

    assertThat(Post.of(rana(), says(body)).orElseThrow().body())
        .contains("\"mediaType\":\"File\"", "\"mime\":\"application/octet-stream\"");
  }

  @Test
  void anAttachmentGoesOutInItsInboundForm() {
    var photo =
        new Content.Medium("u-1", null, "https://media/1", "image/jpeg", "a.jpg", 9L, Map.of());
    var body = new Message.Text(null, List.of(new Content.Attachment(photo, null, Map.of())));

    assertThat(Post.of(rana(), says(body)).orElseThrow().body())
        .isEqualTo(
            CHANNEL
                + """
                "content":[{"attachment":{"mediaType":"Image","url":"https://media/1",\
                "mime":"image/jpeg","id":"u-1","filename":"a.jpg"}}]}""");
  }

  @Test
  void aPlaceBecomesTextWithAMapLink() {
    assertThat(Post.of(rana(), says(new Message.Location(59.33, -0.00001, 12.4))))
        .get()
        .extracting(Post::body)
        .isEqualTo(
            CHANNEL
                + "\"text\":\"Location: 59.33, -0.000010 (within 12 m)\\n"
                + "https://www.google.com/maps/search/?api=1&query=59.33,-0.000010\"}");
  }

  @Test
  void aReplyAnswersTheStructuredMessage() {
    var tap = new Message.Reply(new Message.Id("g-9"), "QuickReply", "Track", "track_order");

    assertThat(Post.of(rana(), says(tap)))
        .contains(
            new Post(
                "POST",
                "/api/v2/conversations/messages/integration-1/inbound/open/structured/response",
                CHANNEL
                    + "\"buttonResponse\":{\"type\":\"QuickReply\",\"text\":\"Track\","
                    + "\"payload\":\"track_order\"},\"originatingMessageId\":\"g-9\"}"));
  }

  @Test
  void whatNoCustomerSaysIsNoRequest() {
    assertThat(Post.of(rana(), says(new Message.Ended("agent")))).isEqualTo(Optional.empty());
  }
}
