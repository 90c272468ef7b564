package tidings.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tidings.message.Content;
import tidings.message.Message;
import tidings.message.MessageJson;

class BlueprintItemTest {
  private static final String AGENTS =
      """
      {"id":"g-1","type":"Text","text":"Hello","direction":"Outbound","channelId":"i-1",
       "channelToId":"rana","channelFromId":"i-1","channelTime":"2025-03-01T08:00:00.000Z",
       "channelMessageId":"g-1"}
      """;

  @TempDir private Path folder;

  @Test
  void anAgentsMessageKeepsWhatItWas() {
    var row = (BlueprintItem.Row) read(AGENTS);

    assertThat(row.userId()).isEqualTo("rana");
    assertThat(row.key()).isEqualTo("g-1 2025-03-01T08:00:00.000Z");
    assertThat(row.message().author()).isEqualTo(Message.Author.AGENT);
    assertThat(row.message().at()).isEqualTo(Instant.parse("2025-03-01T08:00:00Z"));
    assertThat(row.message().body()).isEqualTo(Message.Text.of("Hello"));
  }

  @Test
  void aCustomersMessageIsOfTheSideThatSpoke() {
    String customers =
        AGENTS
            .replace("Outbound", "Inbound")
            .replace("channelToId\":\"rana", "channelToId\":\"i-1")
            .replace("channelFromId\":\"i-1", "channelFromId\":\"rana");

    var row = (BlueprintItem.Row) read(customers);

    assertThat(row.userId()).isEqualTo("rana");
    assertThat(row.message().author()).isEqualTo(Message.Author.CUSTOMER);
  }

  @Test
  void aFileThatTheBlueprintKeptTwiceIsOneLink() {
    String file =
        "{\"contentType\":\"Attachment\",\"attachmentUrl\":\"https://b/1.jpeg\",\"attachmentMime\":\"image/jpeg\"}";
    var row =
        (BlueprintItem.Row)
            read(AGENTS.replace("\"text\":\"Hello\"", "\"content\":[" + file + "," + file + "]"));

    assertThat(row.message().body().items())
        .singleElement()
        .isInstanceOfSatisfying(
            Content.Attachment.class,
            it -> assertThat(it.attachment().url()).isEqualTo("https://b/1.jpeg"));
  }

  @Test
  void anOfferKeepsItsAcknowledgement() {
    var row =
        (BlueprintItem.Row)
            read(
                """
                {"id":"o-1","time":"2025-03-01T08:00:00Z","type":"qrcode","content":"X","fromId":"s",
                 "toId":"rana","integrationId":"offers","acknowledged":true,
                 "updateTime":"2025-03-02T08:00:00Z"}
                """);

    assertThat(row.isOffer()).isTrue();
    assertThat(row.acknowledgedAt()).isEqualTo(Instant.parse("2025-03-02T08:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "text":"Hello",              | "x":1,                   | holds nothing to show | true
          "type":"Text","text":"Hello" | "type":"Event"           | says nothing          | false
          2025-03-01T08:00:00.000Z     | yesterday                | time                  | true
          "id":"g-1"                   | "n":"g-1"                | no id                 | true
          "channelToId":"rana"         | "channelToId":""         | no customer           | true
          """)
  void whatHasNoPlaceIsToldWithItsReason(String part, String other, String why, boolean loss) {
    var unfit = (BlueprintItem.Unfit) read(AGENTS.replace(part, other));

    assertThat(unfit.why()).contains(why);
    assertThat(unfit.loss()).isEqualTo(loss);
  }

  @Test
  void anExportIsReadPlainAndPacked() throws IOException {
    String line =
        "{\"Item\":{\"id\":{\"S\":\"g-1\"},\"n\":{\"N\":\"7\"},\"ok\":{\"BOOL\":true},\"content\":{\"L\":[{\"M\":{\"a\":{\"S\":\"b\"}}},{\"NULL\":true}]}}}";
    Files.writeString(folder.resolve("1.json"), line + "\n\nno item\n");
    Files.write(folder.resolve("2.json.gz"), packed(line));
    Files.writeString(folder.resolve("manifest-files.json"), "{}");
    var items = new ArrayList<JsonNode>();
    var broken = new ArrayList<String>();

    Export.read(folder, items::add, broken::add);

    String plain = "{\"id\":\"g-1\",\"n\":\"7\",\"ok\":true,\"content\":[{\"a\":\"b\"},null]}";
    assertThat(items).extracting(JsonNode::toString).containsExactly(plain, plain);
    assertThat(broken).isEqualTo(List.of("1.json:3"));
  }

  private static byte[] packed(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static BlueprintItem read(String json) {
    return BlueprintItem.read(MessageJson.read(json, JsonNode.class));
  }
}
