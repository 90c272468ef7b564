package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the customer does beside messages: reading, typing, ending, sending again. */
class MarksContractTest {
  private final Callers callers = Callers.of(RunningStack.uri());

  @Test
  void whatIsReadIsNotUnread() {
    var reader = callers.customer("contract-reader");
    String chat = callers.chat("contract-reader");
    callers.agentSays("contract-reader", "Hello");
    JsonNode page = eventually(() -> reader.get(chat).json(), it -> it.path("unread").asInt() == 1);
    String upTo = "{\"upTo\":%d}".formatted(page.at("/messages/0/seq").asLong());

    assertThat(reader.put(chat + "/read", upTo).status()).isEqualTo(204);
    assertThat(reader.put(chat + "/read", upTo).status()).isEqualTo(204);
    JsonNode read = eventually(() -> reader.get(chat).json(), it -> it.path("unread").asInt() == 0);
    assertThat(read.path("badge").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"upTo\":99}", "{\"upTo\":-1}", "{\"upTo\":\"1\"}", "{\"upTo\":1.5}"})
  void onlyWhatIsThereCanBeRead(String body) {
    var hasty = callers.customer("contract-hasty");

    var answer = hasty.put(callers.chat("contract-hasty") + "/read", body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.faulty()).containsExactly("upTo");
  }

  @Test
  void typingIsTakenAsOftenAsItIsTold() {
    var typist = callers.customer("contract-typist");
    String path = callers.chat("contract-typist") + "/typing";

    assertThat(typist.post(path, "").status()).isEqualTo(202);
    assertThat(typist.post(path, "").status()).isEqualTo(202);
  }

  @Test
  void endingIsShownInTheTranscript() {
    var leaving = callers.customer("contract-leaving");
    String chat = callers.chat("contract-leaving");
    leaving.post(chat, "{\"id\":\"m-1\",\"text\":\"Hello\"}");
    callers.agentSays("contract-leaving", "Hello to you");
    eventually(() -> leaving.get(chat).json(), it -> it.path("count").asInt() == 2);

    var answer = leaving.post(chat + "/end", "");

    JsonNode page = eventually(() -> leaving.get(chat).json(), it -> types(it).contains("System"));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(page.at("/messages/2/rich/kind").asText()).isEqualTo("ended");
    assertThat(page.at("/messages/2/rich/by").asText()).isEqualTo("customer");
  }

  @Test
  void whatIsNotThereCannotBeSentAgain() {
    var unlucky = callers.customer("contract-unlucky");
    String chat = callers.chat("contract-unlucky");

    assertThat(unlucky.post(chat + "/messages/unknown/retry", "").status()).isEqualTo(404);
  }

  @Test
  void aFailedMessageIsSentAgainAndASentOneIsNot() {
    var failing = callers.customer("contract-failing");
    String chat = callers.chat("contract-failing");
    callers
        .client()
        .post(
            "/local/genesys/faults",
            "{\"path\":\"/inbound/open/message\",\"userId\":\"contract-failing\",\"status\":400,\"count\":1}");
    failing.post(chat, "{\"id\":\"m-1\",\"text\":\"Hello\"}");
    JsonNode failed = eventually(() -> failing.get(chat).json(), it -> has(it, "failed"));

    var retry = failing.post(chat + "/messages/m-1/retry", "");
    eventually(() -> failing.get(chat).json(), it -> has(it, "published"));

    assertThat(failed.at("/messages/0/failure/code").asText()).isNotEmpty();
    assertThat(retry.status()).isEqualTo(202);
    assertThat(failing.post(chat + "/messages/m-1/retry", "").status()).isEqualTo(409);
    assertThat(callers.client().takenByGenesys("contract-failing")).containsExactly("Hello");
  }

  private static boolean has(JsonNode page, String status) {
    return Client.values(page.path("messages"), "status").equals(List.of(status));
  }

  private static List<String> types(JsonNode page) {
    return Client.values(page.path("messages"), "type");
  }
}
