package tidings.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.Invoked;
import tidings.message.Content;
import tidings.message.MediaKeys;
import tidings.message.Message;

class UploadsTest {
  private final World world = new World();

  @Test
  void aSlotTakesItsFileOnce() throws IOException, InterruptedException {
    JsonNode slot = slot("image/png", World.PNG);

    assertThat(put(slot, World.PNG)).isEqualTo(200);
    assertThat(put(slot, World.PNG)).isEqualTo(412);
  }

  @Test
  void aSlotTakesNothingElse() throws IOException, InterruptedException {
    JsonNode slot = slot("image/png", World.PNG);

    assertThat(put(slot, new byte[World.PNG.length + 1])).isEqualTo(403);
  }

  @Test
  void theKeyOfAFileDoesNotNameItsUser() {
    JsonNode slot = slot("image/png", World.PNG);

    String url = slot.path("url").asText();
    assertThat(url).contains("/u/" + World.USER_1.value() + "/uploads/").doesNotContain("user-1");
    assertThat(slot.path("method").asText()).isEqualTo("PUT");
    assertThat(slot.path("headers").properties())
        .extracting(Map.Entry::getKey)
        .contains("content-type", "if-none-match", "x-amz-checksum-sha256");
  }

  @Test
  void everyFaultOfASlotIsNamed() {
    var answer =
        world.openUpload(
            "{\"mime\":\"text/html\",\"bytes\":26214401,\"sha256\":\"x\",\"filename\":\"../a\"}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(World.json(answer).path("errors").findValuesAsText("field"))
        .containsExactly("mime", "bytes", "sha256", "filename");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A=", "=="})
  void aHashHasThePaddingThatS3Writes(String end) {
    String hash = sha256(World.PNG);
    String body = describe("image/png", World.PNG);

    var answer = world.openUpload(body.replace(hash, hash.replace("=", end)));

    assertThat(World.json(answer).path("errors").findValuesAsText("field"))
        .containsExactly("sha256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1.5", "-1", "\"7\"", "1e300", "null"})
  void theLengthIsAWholeNumber(String bytes) {
    String body =
        describe("image/png", World.PNG).replaceFirst("\"bytes\":\\d+", "\"bytes\":" + bytes);

    assertThat(World.json(world.openUpload(body)).path("errors").findValuesAsText("field"))
        .containsExactly("bytes");
  }

  @Test
  void aParameterNarrowsTheTypes() {
    var handler = world.handler(Set.of(FileType.JPEG));
    var event =
        World.event(
            "POST /uploads/integration/{integrationId}/user/{userId}",
            Map.of("integrationId", "integration-1", "userId", "user-1"),
            describe("image/png", World.PNG));

    assertThat(handler.handleRequest(event, Invoked.of("AFunction")).getBody())
        .contains("must be one of image/jpeg");
  }

  @Test
  void anUploadIsSentAsAnAttachmentWithALinkForGenesys() throws IOException, InterruptedException {
    String id = uploaded();

    assertThat(world.post("{\"text\":\"See\",\"attachment\":{\"uploadId\":\"" + id + "\"}}"))
        .returns(202, answer -> answer.getStatusCode());
    var medium =
        new Content.Medium(
            id,
            "Image",
            "https://api.example.com/m/link-1",
            "image/png",
            "a ö.png",
            (long) World.PNG.length,
            Map.of());
    var stored = Content.Stored.available("uploads/" + id);
    assertThat(world.accepted().body())
        .isEqualTo(
            new Message.Text(
                "See", java.util.List.of(new Content.Attachment(medium, stored, Map.of()))));
  }

  @Test
  void somebodyElsesUploadIsNone() throws IOException, InterruptedException {
    String id = uploaded();

    var answer = world.post("user-2", "{\"attachment\":{\"uploadId\":\"" + id + "\"}}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(world.sqs.sent()).isEmpty();
  }

  @Test
  void aFileOfAnotherTypeThanStatedIsRefused() throws IOException, InterruptedException {
    JsonNode slot = slot("image/jpeg", World.PNG);
    put(slot, World.PNG);

    String id = slot.path("uploadId").asText();
    var answer = world.post("{\"attachment\":{\"uploadId\":\"" + id + "\"}}");
    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains("attachment.uploadId", "not of the type");
  }

  @Test
  void aSlotThatIsEmptyIsNotAFile() {
    String id = slot("image/png", World.PNG).path("uploadId").asText();

    assertThat(world.post("{\"attachment\":{\"uploadId\":\"" + id + "\"}}").getBody())
        .contains("no upload of yours");
  }

  @Test
  void theOldAppsPhotoIsKeptAndSent() {
    String base64 = Base64.getEncoder().encodeToString(World.PNG);

    world.post(
        "{\"id\":\"p-1\",\"text\":\"\",\"fileString\":\"data:image/jpeg;base64," + base64 + "\"}");

    var attachment = (Content.Attachment) world.accepted().body().items().getFirst();
    assertThat(attachment.attachment().mime()).isEqualTo("image/png");
    String key = MediaKeys.file(World.USER_1, attachment.stored().name());
    assertThat(world.bucket.get(key, null).orElseThrow().asByteArray()).isEqualTo(World.PNG);
  }

  @Test
  void theSamePhotoAgainIsTheSameUpload() {
    String body =
        "{\"id\":\"p-1\",\"fileString\":\"%s\"}"
            .formatted(Base64.getEncoder().encodeToString(World.PNG));
    world.post(body);
    world.post(body);

    var listed = world.bucket.s3().listObjectsV2(list -> list.bucket(world.bucket.name()));
    assertThat(listed.contents()).hasSize(1);
  }

  @Test
  void aPhotoOverItsLimitIsTooBig() {
    String base64 = Base64.getEncoder().encodeToString(new byte[4 * 1024 * 1024 + 1]);

    assertThat(world.post("{\"fileString\":\"" + base64 + "\"}").getStatusCode()).isEqualTo(413);
  }

  @ParameterizedTest
  @CsvSource({"aGk=,must be an image", "%%%,must be base64", "JVBERi0xLjc=,must be an image"})
  void aPhotoThatIsNoneIsRefused(String base64, String why) {
    var answer = world.post("{\"fileString\":\"" + base64 + "\"}");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains(why);
  }

  private String uploaded() throws IOException, InterruptedException {
    JsonNode slot = slot("image/png", World.PNG);
    put(slot, World.PNG);
    return slot.path("uploadId").asText();
  }

  private JsonNode slot(String mime, byte[] file) {
    var answer = world.openUpload(describe(mime, file));
    assertThat(answer.getStatusCode()).isEqualTo(201);
    return World.json(answer);
  }

  private static String describe(String mime, byte[] file) {
    return "{\"mime\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\",\"filename\":\"a ö.png\"}"
        .formatted(mime, file.length, sha256(file));
  }

  private static String sha256(byte[] file) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static int put(JsonNode slot, byte[] file) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(slot.path("url").asText()));
    slot.path("headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(
              request.PUT(BodyPublishers.ofByteArray(file)).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
