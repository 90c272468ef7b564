package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;
import tidings.message.Content;
import tidings.message.Message;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Erasure;
import tidings.table.Feed;
import tidings.table.Head;

/** What a customer gets while an erasure is being carried out: nothing that it has made void. */
class ExportedTest {
  private static final UserKey USER = new UserKey("k".repeat(43));
  private static final Feed FEED = Feed.chat("i-1");
  private static final Instant ERASED = Instant.parse("2026-11-20T09:00:00Z");
  private static final Erasure ERASURE = new Erasure(ERASED, ERASED, ERASED, Map.of(FEED, "old"));

  private final Exported exported = new Exported(Optional.of(ERASURE));

  @Test
  void whatAnErasureHasMadeVoidIsLeftOut() {
    assertThat(exported.messages(Stream.of(row("old", "before"), row("new", "after"))))
        .singleElement()
        .asString()
        .contains("after", "\"feed\":\"chat\"", "\"integrationId\":\"i-1\"");
    assertThat(exported.conversations(Stream.of(head("old"), head("new")))).hasSize(1);
    assertThat(exported.notes(Stream.of(note(ERASED), note(ERASED.plusSeconds(1))))).hasSize(1);
    assertThat(exported.files(Stream.of(file(ERASED), file(ERASED.plusSeconds(1))))).hasSize(1);
  }

  @Test
  void withoutAnErasureAllIsHandedOver() {
    var all = new Exported(Optional.empty());

    assertThat(all.messages(Stream.of(row("old", "before")))).hasSize(1);
    assertThat(all.notes(Stream.of(note(ERASED)))).singleElement().asString().contains("sent");
  }

  private static Map<String, AttributeValue> row(String epoch, String text) {
    var body = new Message.Text(text, List.<Content>of());
    var message =
        new Message(new Message.Id("m-1"), Message.Author.AGENT, Instant.EPOCH, body, null, null);
    var row = new HashMap<>(new Entry.Said(1, message, null, null, 1, ERASED, null).item());
    row.putAll(ChatKeys.key(USER, ChatKeys.log(FEED, epoch, 1)));
    return row;
  }

  private static Map<String, AttributeValue> head(String epoch) {
    return Head.of(FEED, epoch, ERASED).item();
  }

  private static Map<String, AttributeValue> note(Instant at) {
    return Map.of(
        "sk", AttributeValue.fromS("i-1#m-1#end"),
        "at", AttributeValue.fromS(at.toString()),
        "outcome", AttributeValue.fromS("{\"outcome\":\"sent\"}"));
  }

  private static S3Object file(Instant at) {
    return S3Object.builder().key("k").lastModified(at).build();
  }
}
