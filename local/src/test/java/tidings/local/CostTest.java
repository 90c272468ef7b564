package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a message and a poll call, and what that costs, is what docs/cost.md says. A change that
 * adds a call fails here; {@code mvn -pl local -am test -Dtest=CostTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.cost=write} writes the page's tables anew.
 */
class CostTest {
  private static final Path PAGE = Path.of("../docs/cost.md");
  private static final String BEGIN = "<!-- counted -->\n";
  private static final String END = "<!-- end of what is counted -->\n";
  private static final String BEGIN_OF_MONTH = "<!-- counted in the template -->\n";
  private static final String END_OF_MONTH = "<!-- end of what is counted in the template -->\n";
  private static final String USER = "cost";

  /** The test's own polls, which see when a message has arrived. */
  private static final String READER = "TranscriptFunction";

  /** Genesys' receipt may overtake our own report, which then calls more: most do not. */
  private static final int TIMES = 9;

  private static Stack stack;
  private static Callers callers;
  private static Caller customer;
  private static int said;

  @BeforeAll
  static void start() {
    stack = Stack.start(RunningStack.inMemory(RunningStack.TEMPLATE), Clock.systemUTC());
    callers = Callers.of(stack.uri());
    customer = callers.customer(USER);
    String phone = "{\"platform\":\"fcm\",\"token\":\"cost\",\"locale\":\"en\"}";
    assertThat(customer.put("/devices/user/cost/phone", phone).status()).isEqualTo(204);
    say();
    answer();
    poll(newest());
  }

  @AfterAll
  static void stop() {
    Tally.end();
    stack.close();
  }

  @Test
  void thePageTellsWhatIsCalledAndWhatItCosts() throws IOException {
    assertThat(between(BEGIN, END, counted())).isEqualTo(Files.readString(PAGE));
  }

  @Test
  void thePageTellsWhatAMonthWithoutTrafficCosts() throws IOException {
    var bill = new Bill();
    bill.addMonth(new Watching(RawTemplate.read()));

    assertThat(between(BEGIN_OF_MONTH, END_OF_MONTH, bill.markdown()))
        .isEqualTo(Files.readString(PAGE));
  }

  /** The page with this between these marks; it is written where that is wanted. */
  private static String between(String begin, String end, String counted) throws IOException {
    String page = Files.readString(PAGE);
    String before = page.substring(0, page.indexOf(begin) + begin.length());
    String counts = before + counted + page.substring(page.indexOf(end));
    if ("write".equals(System.getProperty("tidings.cost"))) {
      Files.writeString(PAGE, counts);
    }
    return counts;
  }

  private static String counted() {
    var bill = new Bill();
    bill.add("A customer's text, until Genesys has confirmed it", 2, usual(CostTest::say));
    bill.add("An agent's text, until it is on one phone", 1, usual(CostTest::answer));
    var fetches = new ArrayList<List<Tally.Call>>();
    for (int i = 0; i < TIMES; i++) {
      answer();
      String cursor = newest();
      fetches.add(during(() -> poll(cursor)));
    }
    bill.add("The poll that shows that it was fetched, and Genesys' receipt", 1, most(fetches));
    String end = newest();
    bill.add("A poll that finds nothing new", 1, usual(() -> poll(end)));
    return bill.markdown();
  }

  private static List<Tally.Call> usual(Supplier<String> act) {
    var counts = new ArrayList<List<Tally.Call>>();
    for (int i = 0; i < TIMES; i++) {
      counts.add(during(act));
    }
    return most(counts);
  }

  private static List<Tally.Call> most(List<List<Tally.Call>> counts) {
    return Collections.max(
        counts, (a, b) -> Collections.frequency(counts, a) - Collections.frequency(counts, b));
  }

  /** What the functions call, in the order of its names, but for what only the test asks. */
  private static List<Tally.Call> during(Supplier<String> act) {
    long before = genesys().count();
    Tally.begin();
    String own = act.get();
    eventually(CostTest::waiting, count -> count == 0);
    return Stream.concat(Tally.end().stream(), genesys().skip(before))
        .filter(call -> own.endsWith(READER) || !call.function().equals(READER))
        .sorted()
        .toList();
  }

  private static Stream<Tally.Call> genesys() {
    return items(callers.client().get("/local/genesys/received").json())
        .map(call -> call.path("path").asText())
        .map(path -> "Genesys." + path.substring(path.lastIndexOf('/') + 1))
        .map(operation -> new Tally.Call("DispatcherFunction", operation, 0));
  }

  private static String say() {
    String id = "said-%03d".formatted(said++);
    customer.post(callers.chat(USER), "{\"id\":\"%s\",\"text\":\"Hello\"}".formatted(id));
    JsonNode row = eventually(CostTest::last, it -> isPublished(it, id));
    assertThat(isPublished(row, id)).as(row.toString()).isTrue();
    return "";
  }

  private static JsonNode last() {
    return customer.get(callers.chat(USER) + "?limit=1").json().at("/messages/0");
  }

  private static boolean isPublished(JsonNode row, String id) {
    return row.path("id").asText().equals(id) && row.path("status").asText().equals("published");
  }

  private static String answer() {
    String body =
        "{\"integrationId\":\"%s\",\"userId\":\"%s\",\"text\":\"Hello\"}"
            .formatted(callers.client().integrationId(), USER);
    String id = callers.client().post("/local/genesys/say", body).json().path("id").asText();
    assertThat(eventually(() -> isPushed(id), it -> it)).isTrue();
    return "";
  }

  private static boolean isPushed(String id) {
    return items(callers.client().get("/local/steps").json().path("items"))
        .filter(step -> step.path("messageId").asText().equals(id))
        .filter(step -> step.path("place").asText().equals("NotifierFunction"))
        .anyMatch(step -> step.path("outcome").asText().equals("done"));
  }

  private static String newest() {
    return customer.get(callers.chat(USER) + "?limit=1").json().path("cursor").asText();
  }

  private static String poll(String cursor) {
    customer.get(callers.chat(USER) + "?cursor=" + cursor);
    return READER;
  }

  /** How much lies in the queues or is being worked. */
  private static int waiting() {
    return items(callers.client().get("/local/queues").json()).mapToInt(CostTest::depth).sum();
  }

  private static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private static int depth(JsonNode queue) {
    return queue.path("visible").asInt()
        + queue.path("inFlight").asInt()
        + queue.path("delayed").asInt();
  }
}
