package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files, replies and places that customers send, over HTTP. */
class FilesContractTest {
  private static final byte[] PHOTO =
      Base64.getDecoder().decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Callers callers = Callers.of(RunningStack.uri());

  @Test
  void anUploadedPhotoIsShownAndLentToGenesys() throws Exception {
    var sender = callers.customer("contract-photo");
    String chat = callers.chat("contract-photo");
    JsonNode slot = slot(sender, "contract-photo", "image/png");
    int put = upload(slot);

    int posted = sender.post(chat, attachment(slot)).status();

    JsonNode page =
        eventually(
            () -> sender.get(chat).json(),
            it -> it.at("/messages/0/status").asText().equals("published"));
    String link = linkForGenesys("contract-photo");
    assertThat(put).isEqualTo(200);
    assertThat(posted).isEqualTo(202);
    assertThat(read(page.at("/messages/0/content/0/attachmentUrl").asText())).isEqualTo(PHOTO);
    assertThat(callers.anybody().call("HEAD", link, "").headers())
        .containsEntry("content-type", "image/png")
        .containsEntry("content-length", Integer.toString(PHOTO.length));
    assertThat(read(callers.anybody().get(link).headers().getOrDefault("location", "")))
        .isEqualTo(PHOTO);
  }

  @Test
  void aSlotTakesOneFileAndNoOther() throws Exception {
    JsonNode slot = slot(callers.customer("contract-once"), "contract-once", "image/png");

    assertThat(upload(slot)).isEqualTo(200);
    assertThat(upload(slot)).isEqualTo(412);
  }

  @Test
  void nobodySendsAnothersUpload() throws Exception {
    JsonNode slot = slot(callers.customer("contract-jane"), "contract-jane", "image/png");
    upload(slot);

    var answer =
        callers
            .customer("contract-mallory")
            .post(callers.chat("contract-mallory"), attachment(slot));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty()).containsExactly("attachment.uploadId");
  }

  @Test
  void aFileMustBeWhatItIsSaidToBe() throws Exception {
    var liar = callers.customer("contract-liar");
    JsonNode slot = slot(liar, "contract-liar", "application/pdf");
    upload(slot);

    var answer = liar.post(callers.chat("contract-liar"), attachment(slot));

    assertThat(answer.faulty()).containsExactly("attachment.uploadId");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mime     | {'mime':'text/html','bytes':1,'sha256':'%s'}",
        "bytes    | {'mime':'image/png','bytes':26214401,'sha256':'%s'}",
        "bytes    | {'mime':'image/png','bytes':0,'sha256':'%s'}",
        "sha256   | {'mime':'image/png','bytes':1,'sha256':'abc'}",
        "filename | {'mime':'image/png','bytes':1,'sha256':'%s','filename':'../a'}"
      })
  void aSlotIsForFilesThatCanBeSent(String field, String body) throws Exception {
    var user = callers.customer("contract-slots");

    var answer = user.post(uploads("contract-slots"), quoted(body).replace("%s", sha256()));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty()).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'reply':{'to':'m','type':'QuickReply','text':'Yes','payload':'y'}}",
        "{'location':{'latitude':59.33,'longitude':18.06,'accuracyMeters':12}}"
      })
  void repliesAndPlacesAreTypedMessages(String body) {
    String userId = "contract-typed-" + body.length();
    var user = callers.customer(userId);
    String chat = callers.chat(userId);

    assertThat(user.post(chat, quoted(body)).status()).isEqualTo(202);
    JsonNode page = eventually(() -> user.get(chat).json(), it -> it.path("count").asInt() == 1);
    assertThat(page.at("/messages/0/rich/kind").asText()).isIn("reply", "location");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "location.latitude   | {'location':{'latitude':91,'longitude':0}}",
        "reply.type          | {'reply':{'to':'m','type':'Guess','text':'a','payload':'b'}}",
        "location            | {'text':'Here','location':{'latitude':1,'longitude':1}}",
        "attachment.uploadId | {'attachment':{'uploadId':'x'}}",
        "fileString          | {'fileString':'not base64!'}",
        "fileString          | {'fileString':'PGh0bWw+'}"
      })
  void whatCannotBeSentIsNamed(String field, String body) {
    var answer =
        callers.customer("contract-mixed").post(callers.chat("contract-mixed"), quoted(body));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty()).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void aLinkThatIsNoneShowsNothing(String method) {
    String path = "/m/" + "A".repeat(43);

    assertThat(callers.anybody().call(method, path, "").status()).isEqualTo(404);
  }

  private JsonNode slot(Caller caller, String userId, String mime) throws Exception {
    return caller
        .post(
            uploads(userId),
            "{\"mime\":\"%s\",\"bytes\":%d,\"sha256\":\"%s\",\"filename\":\"a b.png\"}"
                .formatted(mime, PHOTO.length, sha256()))
        .json();
  }

  private String uploads(String userId) {
    return "/uploads/integration/" + callers.client().integrationId() + "/user/" + userId;
  }

  private static String sha256() throws Exception {
    return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(PHOTO));
  }

  private static String attachment(JsonNode slot) {
    return "{\"id\":\"m-1\",\"attachment\":{\"uploadId\":\"%s\"}}"
        .formatted(slot.path("uploadId").asText());
  }

  private int upload(JsonNode slot) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(slot.path("url").asText()))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(PHOTO));
    slot.path("headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().asText()));
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private byte[] read(String address) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(address)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
  }

  /** The path of the link that Genesys got with this customer's message. */
  private String linkForGenesys(String userId) {
    for (JsonNode call : callers.client().get("/local/genesys/received").json()) {
      JsonNode body = call.path("body");
      if (body.at("/channel/from/id").asText().equals(userId) && body.has("content")) {
        return URI.create(body.at("/content/0/attachment/url").asText()).getPath();
      }
    }
    throw new AssertionError("Genesys got no file of " + userId);
  }

  private static String quoted(String body) {
    return body.replace('\'', '"');
  }
}
