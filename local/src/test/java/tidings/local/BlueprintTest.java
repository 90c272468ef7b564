package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The requests of the blueprint's unmodified app, which has no token, against an open stack. */
class BlueprintTest {
  private static final List<String> NAMES =
      List.of(
          "id",
          "type",
          "text",
          "direction",
          "channelId",
          "channelPlatform",
          "channelType",
          "channelToId",
          "channelFromId",
          "channelTime",
          "channelMessageId",
          "content");
  private static final int MORE_THAN_A_PAGE = 250;
  private static final String PHOTO = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB";
  private static final String FROM =
      "\"from\":{\"nickname\":\"Rana\",\"id\":\"rana@example.com\",\"idType\":\"email\","
          + "\"firstName\":\"Rana\",\"lastName\":\"Khalil\"}";

  private static final Stack STACK = Stack.start(open(), Clock.systemUTC());

  private final Callers callers = Callers.of(STACK.uri());
  private final Caller app = callers.anybody();

  private static Options open() {
    return new Options(0, Optional.empty(), RunningStack.TEMPLATE, 100_000, true, Map.of());
  }

  @AfterAll
  static void close() {
    STACK.close();
  }

  @Test
  void aMessageWithoutAnIdIsShownUnderTheTwelveNames() {
    String chat = callers.chat("rana@example.com");

    var answer = app.post(chat, "{%s,\"text\":\"Hello\"}".formatted(FROM));

    JsonNode page = eventually(() -> app.get(chat).json(), it -> it.path("count").asInt() == 1);
    assertThat(answer.status()).isEqualTo(202);
    assertThat(page.at("/messages/0").fieldNames()).toIterable().containsAll(NAMES);
    assertThat(page.at("/messages/0/channelFromId").asText()).isEqualTo("rana@example.com");
  }

  @Test
  void itsPageShowsAMessageWithoutAPicture() {
    String chat = callers.chat("plain@example.com");
    app.post(chat, "{%s,\"text\":\"Hello\"}".formatted(FROM));

    JsonNode page = eventually(() -> app.get(chat).json(), it -> it.path("count").asInt() == 1);

    assertThat(picture(page.at("/messages/0"))).isEmpty();
  }

  /** As its template says: {@code *ngIf="message.content"}, then the first one's address. */
  private static Optional<String> picture(JsonNode message) {
    JsonNode content = message.path("content");
    assertThat(message.has("content")).isTrue();
    return content.isNull()
        ? Optional.empty()
        : Optional.of(content.required(0).required("attachmentUrl").asText());
  }

  @Test
  void itsIdsStayAddressesForGenesys() {
    app.post(callers.chat("id@example.com"), "{%s,\"text\":\"Hello\"}".formatted(FROM));

    var idTypes = eventually(() -> idTypesAtGenesys("id@example.com"), types -> !types.isEmpty());
    assertThat(idTypes).containsExactly("Email");
  }

  private List<String> idTypesAtGenesys(String userId) {
    JsonNode received = callers.client().get("/local/genesys/received").json();
    return StreamSupport.stream(received.spliterator(), false)
        .map(call -> call.at("/body/channel/from"))
        .filter(from -> from.path("id").asText().equals(userId))
        .map(from -> from.path("idType").asText())
        .toList();
  }

  @Test
  void theWholeTranscriptComesWithoutParameters() {
    String chat = callers.chat("chatty@example.com");
    IntStream.range(0, MORE_THAN_A_PAGE)
        .forEach(i -> app.post(chat, "{%s,\"text\":\"text %d\"}".formatted(FROM, i)));

    JsonNode page =
        eventually(() -> app.get(chat).json(), it -> it.path("count").asInt() == MORE_THAN_A_PAGE);

    List<String> texts = Client.values(page.path("messages"), "text");
    assertThat(texts).hasSize(MORE_THAN_A_PAGE).startsWith("text 0").endsWith("text 249");
    assertThat(Client.values(page.path("messages"), "channelTime")).isSorted();
  }

  @Test
  void anOfferIsShownAndAcknowledgedByTheWholeOffer() {
    String offers = callers.offers("rana@example.com");
    callers.service().post(offers, "{\"type\":\"text\",\"content\":\"Hi\",\"fromId\":\"shop\"}");
    JsonNode page = eventually(() -> app.get(offers).json(), it -> it.path("count").asInt() == 1);
    JsonNode offer = page.at("/notifications/0");
    String whole = offer.toString().replace("\"acknowledged\":false", "\"acknowledged\":true");

    assertThat(app.put(offers, whole).status()).isEqualTo(202);
    JsonNode after = eventually(() -> app.get(offers).json(), it -> it.path("unread").asInt() == 0);
    assertThat(after.at("/notifications/0/acknowledged").asBoolean()).isTrue();
    assertThat(after.at("/notifications/0/content").asText()).isEqualTo("Hi");
  }

  @Test
  void aPhotoComesInTheBodyAsItsAppSendsIt() {
    String chat = callers.chat("photo@example.com");
    String body = "{%s,\"text\":\"\",\"fileString\":\"%s\"}".formatted(FROM, PHOTO);

    int status = app.post(chat, body).status();

    JsonNode page = eventually(() -> app.get(chat).json(), it -> it.path("count").asInt() == 1);
    assertThat(status).isEqualTo(202);
    assertThat(page.at("/messages/0/content/0/attachmentMime").asText()).isEqualTo("image/png");
    assertThat(picture(page.at("/messages/0"))).get().asString().startsWith("http");
  }

  @Test
  void aPhotoMayBeBiggerThanOtherBodiesButNotOverFourMegabytes() {
    String chat = callers.chat("big@example.com");
    String body = "{%s,\"fileString\":\"%s\"}";

    String big = body.formatted(FROM, PHOTO + "AAAA".repeat(1024 * 1024 / 3));
    String tooBig = body.formatted(FROM, PHOTO + "AAAA".repeat(4 * 1024 * 1024 / 3));

    assertThat(app.post(chat, big).status()).isEqualTo(202);
    assertThat(app.post(chat, tooBig).status()).isEqualTo(413);
  }

  @Test
  void itsWebhookAddressIsSigned() {
    assertThat(app.post("/demoopenmessagewebhook", "{}").status()).isEqualTo(401);
  }

  @Test
  void offersNeedTheKeyEvenInOpenMode() {
    String offers = callers.offers("rana@example.com");

    assertThat(app.post(offers, "{\"type\":\"text\"}").status()).isEqualTo(401);
  }
}
