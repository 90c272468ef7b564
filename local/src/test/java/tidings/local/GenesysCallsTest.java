package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.GenesysStrike.Blow;
import tidings.local.GenesysStrike.Call;

/**
 * Every call to Genesys is turned away, is done and not heard of, or gets no answer, and nothing is
 * lost, out of order or in a wrong state; only what was done unheard may be done again. Each call
 * of a talk by itself, once and three times in a row: {@code mvn -pl local -am test
 * -Dtest=GenesysCallsTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.genesysCalls=alone}.
 */
class GenesysCallsTest {
  private static final String ALONE = "tidings.genesysCalls";
  private static final int AT_ONCE = 8;

  @TempDir private Path folder;
  private Stack stack;
  private Callers callers;

  /** Files that hang are waited for until the function's time is nearly over. */
  @BeforeEach
  void start() throws IOException {
    String text = Files.readString(RunningStack.TEMPLATE);
    Path impatient =
        Files.writeString(
            folder.resolve("template.yaml"), text.replace(" Timeout: 30", " Timeout: 24"));
    stack = Stack.start(RunningStack.inMemory(impatient), Clock.systemUTC());
    callers = Callers.of(stack.uri());
  }

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void whateverGenesysDoesToItsFirstCallsNothingIsLostOrWrong() {
    var strikes = new ArrayList<List<GenesysStrike>>();
    for (Blow blow : List.of(Blow.REFUSED, Blow.CUT, Blow.DONE_AND_DENIED, Blow.DONE_AND_CUT)) {
      strikes.add(first(blow, Call.values()));
    }
    strikes.add(first(Blow.HANGS, Call.MESSAGE, Call.TYPING, Call.RECEIPT, Call.NOTE, Call.FILE));
    strikes.add(first(Blow.HANGS, Call.RESPONSE));
    strikes.add(first(Blow.HANGS, Call.END));
    for (Blow blow : List.of(Blow.REFUSED, Blow.DONE_AND_CUT, Blow.HANGS)) {
      order(GenesysStrike.login(blow, 1));
    }

    talk("first", strikes);
  }

  private static List<GenesysStrike> first(Blow blow, Call... calls) {
    return Arrays.stream(calls).map(call -> new GenesysStrike(call, 1, blow, 1)).toList();
  }

  @Test
  @EnabledIfSystemProperty(named = ALONE, matches = "alone")
  void whateverGenesysDoesToAnyCallNothingIsLostOrWrong() {
    List<List<GenesysStrike>> strikes = GenesysStrike.each().map(List::of).toList();
    for (int i = 0; i < strikes.size(); i += AT_ONCE) {
      talk("alone-" + i, strikes.subList(i, Math.min(i + AT_ONCE, strikes.size())));
    }
    System.out.println(strikes.size() + " strikes, each by itself");
  }

  /** A token that is refused makes the dispatcher log in again. */
  @Test
  @EnabledIfSystemProperty(named = ALONE, matches = "alone")
  void whateverTheLoginDoesNothingIsLostOrWrong() {
    for (Blow blow : Blow.values()) {
      for (int times : List.of(1, 3)) {
        String name = "login-" + blow.name().replace("_", "-") + "-" + times;
        order("{\"path\":\"/inbound/open/message\",\"userId\":\"" + name + "-0\",\"status\":401}");
        order(GenesysStrike.login(blow, times));
        talk(name, List.of(List.of()));
      }
    }
  }

  /** One customer's talk for each list, in which these are struck. */
  private void talk(String name, List<List<GenesysStrike>> strikes) {
    var talks =
        new Talks(
            IntStream.range(0, strikes.size())
                .mapToObj(i -> new Talk(callers, name + "-" + i))
                .toList());
    for (int i = 0; i < strikes.size(); i++) {
      String user = name + "-" + i;
      strikes.get(i).stream().flatMap(strike -> strike.faults(user)).forEach(this::order);
    }
    talks.begin();
    assertThat(eventually(this::unused, List::isEmpty)).isEmpty();
    callers.client().delete("/local/genesys/faults");
    for (int i = 0; i < strikes.size(); i++) {
      String conversation = talks.talks().get(i).conversation();
      strikes.get(i).stream().flatMap(strike -> strike.ends(conversation)).forEach(this::order);
    }
    talks.end();
    assertThat(eventually(this::unused, List::isEmpty)).isEmpty();
    for (int i = 0; i < strikes.size(); i++) {
      isAllowed(talks.talks().get(i), strikes.get(i));
    }
    talks.erase();
  }

  private static void isAllowed(Talk talk, List<GenesysStrike> strikes) {
    var again = strikes.stream().flatMap(GenesysStrike::mayBeAgain).toList();
    var kinds = talk.doubled().stream().map(GenesysCallsTest::withoutId).toList();
    assertThat(again).as(strikes.toString()).containsAll(kinds);
    assertThat(again.size()).as(strikes + " " + kinds).isGreaterThanOrEqualTo(kinds.size());
    assertThat(talk.foregone())
        .as(strikes.toString())
        .containsExactlyInAnyOrderElementsOf(
            strikes.stream().flatMap(GenesysStrike::isForegone).toList());
  }

  private static String withoutId(String doubled) {
    return String.join(" ", Arrays.asList(doubled.split(" ", -1)).subList(0, 2));
  }

  private void order(String fault) {
    assertThat(callers.client().post("/local/genesys/faults", fault).status()).isEqualTo(200);
  }

  /** Strikes still to come; what was done unheard may be tried again after all else is over. */
  private List<String> unused() {
    JsonNode faults = callers.client().get("/local/genesys/faults").json();
    return StreamSupport.stream(faults.spliterator(), false)
        .filter(fault -> !fault.path("messageId").asText().equals("refused"))
        .map(Object::toString)
        .toList();
  }
}
