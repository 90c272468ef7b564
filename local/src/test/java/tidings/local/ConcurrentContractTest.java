package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The same request many times at once, over HTTP: it counts once. */
class ConcurrentContractTest {
  private static final int TIMES = 10;

  private final Callers callers = Callers.of(RunningStack.uri());

  @Test
  void theSameMessageIsOneRow() throws Exception {
    var user = callers.customer("at-once-message");
    String chat = callers.chat("at-once-message");

    atOnce(202, () -> user.post(chat, "{\"id\":\"m-1\",\"text\":\"one\"}"));
    user.post(chat, "{\"id\":\"m-2\",\"text\":\"last\"}");

    assertThat(eventually(() -> texts(user, chat), texts -> texts.contains("last")))
        .containsExactly("one", "last");
  }

  @Test
  void messagesOfManyIdsAreOneRowEach() throws Exception {
    var user = callers.customer("at-once-many");
    String chat = callers.chat("at-once-many");
    var numbers = IntStream.range(0, TIMES).iterator();

    atOnce(
        202,
        () -> {
          int number;
          synchronized (numbers) {
            number = numbers.next();
          }
          return user.post(chat, "{\"id\":\"m-%d\",\"text\":\"t\"}".formatted(number));
        });

    assertThat(eventually(() -> texts(user, chat), texts -> texts.size() >= TIMES)).hasSize(TIMES);
  }

  @Test
  void theSameOfferIsOneAndAcknowledgedOnce() throws Exception {
    var user = callers.customer("at-once-offer");
    String offers = callers.offers("at-once-offer");
    String offer = "{\"id\":\"o-1\",\"type\":\"text\",\"content\":\"Ten\",\"fromId\":\"shop\"}";
    atOnce(202, () -> callers.service().post(offers, offer));
    JsonNode open = eventually(() -> user.get(offers).json(), it -> it.path("unread").asInt() > 0);

    atOnce(202, () -> user.put(offers, "{\"id\":\"o-1\",\"acknowledged\":true}"));

    JsonNode page = eventually(() -> user.get(offers).json(), it -> it.path("unread").asInt() == 0);
    assertThat(open.path("unread").asInt()).isEqualTo(1);
    assertThat(Client.values(page.path("notifications"), "acknowledged")).containsExactly("true");
  }

  @Test
  void readingAndTypingAndEndingDisturbNobody() throws Exception {
    var user = callers.customer("at-once-marks");
    String chat = callers.chat("at-once-marks");
    callers.agentSays("at-once-marks", "Hello");
    eventually(() -> user.get(chat).json(), it -> it.path("unread").asInt() == 1);

    atOnce(204, () -> user.put(chat + "/read", "{\"upTo\":1}"));
    atOnce(202, () -> user.post(chat + "/typing", ""));
    atOnce(202, () -> user.post(chat + "/end", ""));
    user.post(chat, "{\"text\":\"last\"}");

    JsonNode page =
        eventually(() -> user.get(chat).json(), it -> it.toString().contains("\"last\""));
    assertThat(page.path("unread").asInt()).isZero();
    assertThat(Client.values(page.path("messages"), "author"))
        .containsExactly("agent", "system", "customer");
  }

  @Test
  void aFailedMessageIsTriedOnceMore() throws Exception {
    var user = callers.customer("at-once-retry");
    String chat = callers.chat("at-once-retry");
    callers
        .client()
        .post(
            "/local/genesys/faults",
            "{\"path\":\"/inbound/open/message\",\"userId\":\"at-once-retry\",\"status\":400,\"count\":1}");
    user.post(chat, "{\"id\":\"m-1\",\"text\":\"Hello\"}");
    eventually(() -> status(user, chat), "failed"::equals);

    List<Integer> answers = atOnce(() -> user.post(chat + "/messages/m-1/retry", ""));

    assertThat(answers).contains(202).isSubsetOf(202, 409);
    assertThat(eventually(() -> status(user, chat), "published"::equals)).isEqualTo("published");
    assertThat(callers.client().takenByGenesys("at-once-retry")).containsExactly("Hello");
  }

  @Test
  void theSameTextWithoutAnAgentIsSentOnce() throws Exception {
    var service = callers.service();
    String path = "/agentless/integration/" + callers.client().integrationId() + "/user/at-once";

    atOnce(202, () -> service.post(path, "{\"id\":\"a-1\",\"text\":\"once at once\"}"));
    service.post(path, "{\"id\":\"a-2\",\"text\":\"last at once\"}");

    eventually(() -> received("last at once"), times -> times == 1);
    assertThat(received("once at once")).isEqualTo(1);
  }

  @Test
  void theSameDeviceIsAlertedOnce() throws Exception {
    var user = callers.customer("at-once-device");
    String device = "{\"platform\":\"fcm\",\"token\":\"at-once-token\",\"locale\":\"en\"}";

    atOnce(204, () -> user.put("/devices/user/at-once-device/phone", device));
    callers.agentSays("at-once-device", "Hello");

    eventually(() -> pushes("at-once-token"), count -> count > 0);
    callers.agentSays("at-once-device", "Hello again");
    assertThat(eventually(() -> pushes("at-once-token"), count -> count > 1)).isEqualTo(2);
  }

  @Test
  void everySlotIsAnother() throws Exception {
    var user = callers.customer("at-once-slot");
    String path = "/uploads/integration/" + callers.client().integrationId() + "/user/at-once-slot";
    String body =
        "{\"mime\":\"image/png\",\"bytes\":1,\"sha256\":\"%s=\",\"filename\":\"a.png\"}"
            .formatted("A".repeat(43));

    var ids = many(() -> user.post(path, body).json().path("uploadId").asText());

    assertThat(ids).hasSize(TIMES).doesNotHaveDuplicates();
  }

  private void atOnce(int status, Callable<Caller.Answer> request) throws Exception {
    assertThat(atOnce(request)).containsOnly(status);
  }

  private static List<Integer> atOnce(Callable<Caller.Answer> request) throws Exception {
    return many(() -> request.call().status());
  }

  private static <T> List<T> many(Callable<T> request) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<T>>();
      for (int i = 0; i < TIMES; i++) {
        answers.add(threads.submit(request));
      }
      var values = new ArrayList<T>();
      for (Future<T> answer : answers) {
        values.add(answer.get());
      }
      return values;
    }
  }

  private long received(String text) {
    return count("/local/genesys/received", text);
  }

  private long pushes(String token) {
    return count("/local/push/sent", token);
  }

  private long count(String path, String text) {
    return StreamSupport.stream(callers.client().get(path).json().spliterator(), false)
        .filter(call -> call.toString().contains("\"" + text + "\""))
        .count();
  }

  private static String status(Caller user, String chat) {
    return user.get(chat).json().at("/messages/0/status").asText();
  }

  private static List<String> texts(Caller user, String chat) {
    return Client.values(user.get(chat).json().path("messages"), "text");
  }
}
