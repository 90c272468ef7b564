package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of a customer is exported and erased, and nothing of anybody else. */
class EraseCommandTest {
  private final Callers callers = Callers.of(RunningStack.uri());
  private final Operator operator = new Operator(RunningStack.uri(), Clock.systemUTC());

  @TempDir private Path folder;

  private Talk talk(String user) {
    var talk = new Talk(callers, user);
    talk.begin();
    assertThat(eventually(talk::wrongs, List::isEmpty)).isEmpty();
    return talk;
  }

  @Test
  void allOfOneCustomerGoes() {
    talk("erase-all");
    Talk neighbour = talk("erase-neighbour");

    var erased = operator.run("erase", "--user", "erase-all", "--yes");
    var again = operator.run("erase", "--user", "erase-all", "--yes");

    assertThat(erased.out()).contains("3 files", "parked       1", "devices      1");
    assertThat(erased.out()).doesNotContain("ledger       0");
    assertThat(erased.exitCode()).as(erased.err()).isZero();
    assertThat(again.out()).contains("0 items, 0 files", "ledger       0", "devices      0");
    assertThat(
            callers
                .customer("erase-all")
                .get(callers.chat("erase-all"))
                .json()
                .path("count")
                .asInt())
        .isZero();
    assertThat(callers.client().get("/local/push/devices").body()).doesNotContain("of-erase-all");
    assertThat(operator.run("parked").out()).contains("refused");
    assertThat(neighbour.wrongs()).isEmpty();
  }

  @Test
  void whatIsSaidAfterwardsIsANewBeginning() {
    var customer = callers.client().customer("erase-again");
    customer.say("m-1", "before");
    eventually(() -> callers.client().takenByGenesys("erase-again"), taken -> taken.size() == 1);
    operator.run("erase", "--user", "erase-again", "--yes");

    customer.say("m-2", "after");

    assertThat(
            eventually(
                () -> callers.client().takenByGenesys("erase-again"), taken -> taken.size() == 2))
        .containsExactly("before", "after");
    assertThat(customer.texts()).containsExactly("after");
  }

  @Test
  void aClockThatRunsAheadErasesNothingOfWhatIsSaidAfterwards() {
    var customer = callers.client().customer("erase-ahead");
    customer.say("m-1", "before");
    eventually(() -> callers.client().takenByGenesys("erase-ahead"), taken -> taken.size() == 1);
    var ahead = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    var said =
        new Operator(RunningStack.uri(), ahead).run("erase", "--user", "erase-ahead", "--yes");
    customer.say("m-2", "after");

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(eventually(customer::texts, texts -> !texts.isEmpty())).containsExactly("after");
  }

  @Test
  void nothingGoesUnlessItIsMeant() {
    callers.client().customer("erase-unsure").say("m-1", "Hello");
    eventually(() -> callers.client().takenByGenesys("erase-unsure"), taken -> taken.size() == 1);

    var said = operator.run("erase", "--user", "erase-unsure");

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(callers.client().customer("erase-unsure").texts()).containsExactly("Hello");
  }

  @Test
  void allOfOneCustomerIsWritten() throws IOException {
    talk("erase-exported");
    Path to = folder.resolve("exported");

    var said = operator.run("export", "--user", "erase-exported", "--to", to.toString());
    var full = operator.run("export", "--user", "erase-exported", "--to", to.toString());

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(Files.readAllLines(to.resolve("messages.jsonl")))
        .hasSizeGreaterThanOrEqualTo(9)
        .anyMatch(line -> line.contains("Ten percent"))
        .anyMatch(line -> line.contains("\"refused\""));
    assertThat(Files.readString(to.resolve("devices.jsonl"))).contains("\"fcm\"");
    assertThat(Files.readAllLines(to.resolve("parked.jsonl"))).hasSize(1);
    assertThat(to.resolve("media/uploads")).isDirectoryContaining(Files::isRegularFile);
    assertThat(Files.readString(to.resolve("ledger.jsonl")))
        .contains("\"outcome\"", "conversationId");
    assertThat(Files.readString(to.resolve("conversations.jsonl"))).contains("\"read\":");
    assertThat(full.err()).contains("there is something in");
  }

  @Test
  void anExportThatWasCutOffGoesOn() throws IOException {
    talk("erase-cut");
    Path to = folder.resolve("cut");
    operator.run("export", "--user", "erase-cut", "--to", to.toString());
    Files.delete(to.resolve("messages.jsonl"));
    Files.writeString(to.resolve("UNFINISHED"), "");

    var said = operator.run("export", "--user", "erase-cut", "--to", to.toString());

    assertThat(said.exitCode()).as(said.err()).isZero();
    assertThat(said.err()).contains("goes on with the export");
    assertThat(to.resolve("messages.jsonl")).isNotEmptyFile();
    assertThat(to.resolve("UNFINISHED")).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenIsSaidInALine() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    var said = operator.run("export", "--user", "erase-to", "--to", file.resolve("x").toString());

    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.err()).startsWith("tidings: ").hasLineCount(1);
  }
}
