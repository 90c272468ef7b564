package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.atLast;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.engines.SqsEngine;

/**
 * Killed in the middle of traffic both ways and started again on its folder. Dozens of times:
 * {@code mvn -pl local -am test -Dtest=KilledStackTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtidings.kills=12}.
 */
class KilledStackTest {
  private static final int KILLS = Integer.getInteger("tidings.kills", 2);
  private static final int BETWEEN_KILLS = 10;
  private static final int MESSAGES = BETWEEN_KILLS * (KILLS + 1);
  private static final String USER = "survivor";

  @TempDir private Path data;
  private final int port = SqsEngine.freePort();
  private final List<String> answers = new CopyOnWriteArrayList<>();

  @Test
  void nothingAcceptedIsLostOrDoubled() throws Exception {
    List<String> texts = IntStream.range(0, MESSAGES).mapToObj(i -> "text-" + i).toList();
    List<CountDownLatch> moments = moments();
    StackProcess stack = StackProcess.start(port, data, RunningStack.TEMPLATE);
    var client = new Client(stack.address());
    var customer = client.customer(USER);
    customer.register("phone", "token");
    var sender =
        Thread.ofVirtual()
            .start(() -> texts.forEach(text -> talk(client, customer, text, moments)));
    for (CountDownLatch moment : moments) {
      moment.await();
      stack.kill();
      stack = StackProcess.start(port, data, RunningStack.TEMPLATE);
      stack.address();
    }
    sender.join();

    try (StackProcess last = stack) {
      assertThat(last.lines()).isEmpty();
      List<String> states = atLast(() -> statuses(customer), KilledStackTest::areAllPublished);
      assertThat(states).hasSize(MESSAGES).containsOnly("published");
      assertThat(rows(customer, "Inbound", "text")).isEqualTo(texts);
      List<String> taken = client.takenByGenesys(USER);
      assertThat(new ArrayList<>(new LinkedHashSet<>(taken))).isEqualTo(texts);
      assertThat(rows(customer, "Outbound", "id")).doesNotHaveDuplicates().containsAll(answers);
      List<String> pushed =
          atLast(() -> pushed(client), p -> new HashSet<>(p).containsAll(answers));
      assertThat(pushed).containsAll(answers);
      report(taken.size() - texts.size(), pushed.size() - new HashSet<>(pushed).size());
      assertThat(taken.size() - texts.size()).isLessThanOrEqualTo(KILLS);
      assertThat(pushed.size() - new HashSet<>(pushed).size()).isLessThanOrEqualTo(KILLS);
    }
  }

  /** After how many accepted messages each kill comes: at random, some soon after a start. */
  private static List<CountDownLatch> moments() {
    var random = new Random(7);
    return IntStream.range(0, KILLS)
        .mapToObj(i -> new CountDownLatch(i * BETWEEN_KILLS + 1 + random.nextInt(BETWEEN_KILLS)))
        .toList();
  }

  private static void report(int postedAgain, int pushedAgain) {
    System.out.printf(
        "%d kills, %d messages each way: 0 lost, 0 out of order, %d posted again, %d pushed again%n",
        KILLS, MESSAGES, postedAgain, pushedAgain);
  }

  /** As the app does: until it is accepted, with the same id; an agent answers each message. */
  private void talk(
      Client client, Client.Customer customer, String text, List<CountDownLatch> moments) {
    while (!isAccepted(customer, text)) {
      Thread.onSpinWait();
    }
    answer(client);
    moments.forEach(CountDownLatch::countDown);
  }

  private static boolean isAccepted(Client.Customer customer, String text) {
    try {
      return customer.say(text, text).status() == 202;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  /** What the simulated Genesys has not taken up before it was killed, was never said. */
  private void answer(Client client) {
    String body =
        "{\"integrationId\":\"%s\",\"userId\":\"%s\",\"text\":\"An answer\"}"
            .formatted(client.integrationId(), USER);
    try {
      answers.add(client.post("/local/genesys/say", body).json().path("id").asText());
    } catch (UncheckedIOException _) {
      // Killed before it could answer: nobody knows of it.
    }
  }

  private static List<String> rows(Client.Customer customer, String direction, String field) {
    return customer.history().stream()
        .filter(row -> row.path("direction").asText().equals(direction))
        .map(row -> row.path(field).asText())
        .toList();
  }

  private static List<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  private static List<String> pushed(Client client) {
    return items(client.get("/local/push/sent").json()).stream()
        .map(push -> push.at("/payload/fcmV1Message/message/data/messageId").asText())
        .filter(Predicate.not(String::isEmpty))
        .toList();
  }

  private static List<String> statuses(Client.Customer customer) {
    return rows(customer, "Inbound", "status");
  }

  private static boolean areAllPublished(List<String> statuses) {
    return statuses.size() == MESSAGES && statuses.stream().allMatch("published"::equals);
  }
}
