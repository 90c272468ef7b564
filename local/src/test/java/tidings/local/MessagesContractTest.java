package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the customer says and reads, over HTTP. */
class MessagesContractTest {
  private final Callers callers = Callers.of(RunningStack.uri());

  @Test
  void aMessageIsAcceptedUnderItsIdAndPublished() {
    var rana = callers.customer("contract-rana");
    String chat = callers.chat("contract-rana");

    var answer = rana.post(chat, "{\"id\":\"m-1\",\"text\":\"Hello\"}");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.json().path("id").asText()).isEqualTo("m-1");
    JsonNode page = eventually(() -> page(rana, chat), it -> hasStatus(it, "published"));
    assertThat(Client.values(page.path("messages"), "text")).containsExactly("Hello");
  }

  @Test
  void theFirstContentOfAnIdStands() {
    var twice = callers.customer("contract-twice");
    String chat = callers.chat("contract-twice");
    twice.post(chat, "{\"id\":\"m-1\",\"text\":\"first\"}");

    var again = twice.post(chat, "{\"id\":\"m-1\",\"text\":\"second\"}");
    twice.post(chat, "{\"id\":\"m-2\",\"text\":\"last\"}");

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.json().path("id").asText()).isEqualTo("m-1");
    assertThat(eventually(() -> texts(twice, chat), texts -> texts.contains("last")))
        .containsExactly("first", "last");
  }

  @Test
  void everyFaultIsNamed() {
    var wrong = callers.customer("contract-wrong");
    String body =
        "{\"id\":\"no spaces\",\"text\":\"%s\",\"from\":{\"nickname\":7}}"
            .formatted("x".repeat(4001));

    var answer = wrong.post(callers.chat("contract-wrong"), body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty()).containsExactlyInAnyOrder("id", "text", "from.nickname");
    assertThat(answer.body()).contains("4000");
  }

  @Test
  void aNullCountsAsAbsent() {
    var absent = callers.customer("contract-null");
    String chat = callers.chat("contract-null");

    assertThat(absent.post(chat, "{\"text\":null}").status()).isEqualTo(422);
    assertThat(absent.post(chat, "{\"id\":null,\"text\":\"Hi\",\"attachment\":null}").status())
        .isEqualTo(202);
  }

  @Test
  void nobodySpeaksInAnothersName() {
    var honest = callers.customer("contract-honest");
    String chat = callers.chat("contract-honest");
    honest.post(chat, "{\"text\":\"It is me\",\"from\":{\"id\":\"somebody-else\"}}");

    JsonNode page = eventually(() -> page(honest, chat), it -> !it.path("messages").isEmpty());

    assertThat(Client.values(page.path("messages"), "channelFromId"))
        .containsExactly("contract-honest");
  }

  @Test
  void aPollWithTheLastCursorGetsWhatIsNew() {
    var polling = callers.customer("contract-polling");
    String chat = callers.chat("contract-polling");
    callers.agentSays("contract-polling", "one");
    JsonNode first = eventually(() -> page(polling, chat), it -> !it.path("messages").isEmpty());
    callers.agentSays("contract-polling", "two");

    String next = chat + "?cursor=" + first.path("cursor").asText();
    JsonNode second = eventually(() -> page(polling, next), it -> !it.path("messages").isEmpty());

    assertThat(Client.values(first.path("messages"), "text")).containsExactly("one");
    assertThat(Client.values(second.path("messages"), "text")).containsExactly("two");
    assertThat(second.path("messages").get(0).path("direction").asText()).isEqualTo("Outbound");
  }

  @Test
  void historyGoesBackPageByPage() {
    var reader = callers.customer("contract-history");
    String chat = callers.chat("contract-history");
    IntStream.rangeClosed(1, 5)
        .forEach(i -> reader.post(chat, "{\"id\":\"h-%d\",\"text\":\"t%d\"}".formatted(i, i)));
    eventually(() -> texts(reader, chat), texts -> texts.size() == 5);

    JsonNode newest = page(reader, chat + "?limit=2");
    JsonNode older = page(reader, chat + "?limit=2&before=" + newest.path("before").asText());

    assertThat(Client.values(newest.path("messages"), "text")).containsExactly("t4", "t5");
    assertThat(Client.values(older.path("messages"), "text")).containsExactly("t2", "t3");
  }

  @Test
  void nothingNewIsSaidWithoutABody() {
    var idle = callers.customer("contract-idle");
    String chat = callers.chat("contract-idle");
    String etag = idle.get(chat).headers().getOrDefault("etag", "");

    var same = idle.with("if-none-match", etag).get(chat);
    callers.agentSays("contract-idle", "news");
    var news =
        eventually(() -> idle.with("if-none-match", etag).get(chat), it -> it.status() == 200);

    assertThat(same.status()).isEqualTo(304);
    assertThat(Client.values(news.json().path("messages"), "text")).containsExactly("news");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cursor=x", "before=x", "limit=0", "limit=201", "limit=many", "limit=-1"})
  void aParameterThatIsNoneIsRefused(String query) {
    var odd = callers.customer("contract-odd");

    var answer = odd.get(callers.chat("contract-odd") + "?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty()).containsExactly(query.split("=", 2)[0]);
  }

  private static JsonNode page(Caller caller, String path) {
    return caller.get(path).json();
  }

  private static List<String> texts(Caller caller, String chat) {
    return Client.values(page(caller, chat).path("messages"), "text");
  }

  private static boolean hasStatus(JsonNode page, String status) {
    return Client.values(page.path("messages"), "status").equals(List.of(status));
  }
}
