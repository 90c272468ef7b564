package tidings.projector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.Content.Stored;
import tidings.message.MediaKeys;
import tidings.message.Message;
import tidings.table.Entry;

class FilesTest {
  private final World world = new World();

  @Test
  void aFileIsShownAtOnceAsPendingAndALinkAsItIs() {
    world.project(world.agentSendsFiles("g-1"));

    JsonNode content = firstContent();
    assertThat(content.findValuesAsText("attachmentStatus")).containsExactly("pending", "pending");
    assertThat(content.findValuesAsText("attachmentUrl"))
        .containsExactly("null", "null", "https://w/3");
  }

  @Test
  void eachFileIsFetchedInAGroupOfItsOwn() {
    world.project(world.agentSendsFiles("g-1"));

    assertThat(world.fetches())
        .extracting(fetch -> fetch.medium().url())
        .containsExactly("https://g/1", "https://g/2");
    assertThat(world.sqs.sent().getFirst().messageGroupId())
        .isEqualTo(world.chat.userKey().value() + ".files");
  }

  @Test
  void aRepeatedWebhookFetchesOnlyWhatIsPending() {
    world.project(world.agentSendsFiles("g-1"));
    world.project(world.copied("g-1", 0, Stored.available("copies/1")));
    int before = world.fetches().size();
    world.project(world.agentSendsFiles("g-1"));

    assertThat(world.fetches().subList(before, world.fetches().size()))
        .extracting(fetch -> fetch.item())
        .containsExactly(1);
  }

  @Test
  void aCopyCompletesTheRowAndComesAsAnUpdate() throws IOException {
    String key = MediaKeys.file(world.chat.userKey(), "copies/1");
    world.bucket.put(key, "image/png", "picture".getBytes(UTF_8));
    world.project(world.agentSendsFiles("g-1"));
    Cursor cursor = world.page().cursor();
    world.project(world.copied("g-1", 0, Stored.available("copies/1")));

    JsonNode update =
        world.json(world.transcript.after(world.chat, cursor, 10)).path("updates").path(0);
    assertThat(update.path("id").asText()).isEqualTo("g-1");
    assertThat(update.path("seq").asInt()).isEqualTo(2);
    assertThat(update.path("content")).isEqualTo(firstContent());
    var file = URI.create(update.at("/content/0/attachmentUrl").asText()).toURL().openConnection();
    assertThat(file.getHeaderField("content-disposition"))
        .isEqualTo("attachment; filename*=UTF-8''a%20%C3%B6.png");
    assertThat(file.getInputStream()).hasContent("picture");
  }

  @Test
  void twoCopiesOfOneMessageDoNotUndoEachOther() {
    world.project(world.agentSendsFiles("g-1"));
    world.project(world.copied("g-1", 1, Stored.available("copies/2")));
    world.project(world.copied("g-1", 0, Stored.available("copies/1")));

    assertThat(firstContent().findValuesAsText("attachmentStatus"))
        .containsExactly("available", "available");
  }

  @Test
  void aFailureIsShownAndACopyThatComesAfterItCounts() {
    world.project(world.agentSendsFiles("g-1"));
    world.project(world.copied("g-1", 0, Stored.failed("too-big")));
    assertThat(firstContent().path(0).path("attachmentStatus").asText()).isEqualTo("failed");
    assertThat(firstContent().path(0).path("attachmentFailure").asText()).isEqualTo("too-big");

    world.project(world.copied("g-1", 0, Stored.available("copies/1")));
    world.project(world.copied("g-1", 0, Stored.failed("expired")));
    assertThat(firstContent().path(0).path("attachmentStatus").asText()).isEqualTo("available");
  }

  @Test
  void aRepeatedReportLeavesNoSecondEntry() {
    world.project(world.agentSendsFiles("g-1"));
    world.project(world.copied("g-1", 0, Stored.available("copies/1")));
    world.project(world.copied("g-1", 0, Stored.available("copies/1")));

    assertThat(world.transcript.after(world.chat, Cursor.BEFORE_ALL, 10).updates()).hasSize(1);
  }

  @Test
  void aReportOfWhatIsNotThereChangesNothing() {
    world.project(world.agentSendsFiles("g-1"));
    world.project(world.copied("g-2", 0, Stored.available("copies/1")));
    world.project(world.copied("g-1", 9, Stored.available("copies/1")));
    world.project(world.copied("g-1", 2, Stored.available("copies/1")));

    assertThat(world.transcript.after(world.chat, Cursor.BEFORE_ALL, 10).updates()).isEmpty();
    assertThat(world.parked()).isEmpty();
  }

  @Test
  void theCustomersOwnFileCanBeReadAndTheLinkForGenesysIsNotShown() {
    world.project(photo());

    String url = firstContent().path(0).path("attachmentUrl").asText();
    assertThat(url)
        .contains("/u/" + world.chat.userKey().value() + "/uploads/1?", "X-Amz-Expires=600")
        .doesNotContain("/m/");
  }

  @Test
  void aContentThatTheRowDoesNotShowYetIsShownAllTheSame() {
    world.project(world.agentSendsFiles("g-1"));
    Entry.Said stale = world.page().said().getFirst();
    world.project(world.copied("g-1", 0, Stored.available("copies/1")));
    world.overwrite(stale);

    assertThat(firstContent().path(0).path("attachmentStatus").asText()).isEqualTo("available");
  }

  private Command.Post photo() {
    var medium = new Content.Medium("1", "Image", "https://a/m/x", "image/png", null, 7L, Map.of());
    var file = new Content.Attachment(medium, Stored.available("uploads/1"), Map.of());
    Message message = world.post("m-1").message();
    return new Command.Post(
        world.chat,
        new Message(
            message.id(),
            message.author(),
            message.at(),
            new Message.Text(null, List.of(file)),
            null,
            null));
  }

  private JsonNode firstContent() {
    return world.json(world.page()).path("messages").path(0).path("content");
  }
}
