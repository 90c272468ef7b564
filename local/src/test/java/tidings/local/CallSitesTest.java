package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkClient;
import tidings.local.CallSites.Blow;

/**
 * Every call to AWS that the functions make fails, or is done and reported as failed, and nothing
 * is lost, doubled or left in a wrong state. Here all places are struck together, each on its first
 * two calls; one place at a time, the end of the function included, by {@code mvn -pl local -am
 * test -Dtest=CallSitesTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.callSites=alone}.
 */
class CallSitesTest {
  private static final boolean IS_ALONE = "alone".equals(System.getProperty("tidings.callSites"));
  private static final int TALKS = 4;

  private static final String WRONG = "wrong";

  /** Where promise 2 allows one more: from the other side's answer to our record of it. */
  private static final Map<String, Set<Blow>> DOUBLING =
      Map.of(
          "Ledger.put PutItem", Set.of(Blow.NOT_DONE, Blow.KILLED_BEFORE),
          "Devices.change UpdateItem", Set.of(Blow.NOT_DONE, Blow.KILLED_BEFORE),
          "SnsPush.publish Publish", Set.of(Blow.DONE_UNHEARD, Blow.KILLED_AFTER));

  @TempDir private Path folder;

  @Test
  void whateverCallFailsNothingIsLostDoubledOrWrong() throws IOException {
    try (var stack = Stack.start(RunningStack.inMemory(impatient()), Clock.systemUTC())) {
      var callers = Callers.of(stack.uri());
      if (IS_ALONE) {
        alone(callers);
      } else {
        together(callers);
      }
    } finally {
      CallSites.leave();
    }
  }

  private static void together(Callers callers) {
    CallSites.watch(Blow.NOT_DONE, Blow.DONE_UNHEARD);
    var doubled = new ArrayList<String>();
    for (int round = 0; round == 0 || (!CallSites.ahead().isEmpty() && round < 4); round++) {
      whole(callers, "round-" + round, TALKS).forEach(talk -> doubled.addAll(talk.doubled()));
    }

    assertThat(CallSites.ahead()).isEmpty();
    assertThat(CallSites.struck()).isEqualTo(2 * CallSites.seen().size());
    assertThat(places(CallSites.seen())).containsAll(written());
    assertThat(CallSites.seen()).containsAll(DOUBLING.keySet());
    assertThat(doubled).hasSizeLessThanOrEqualTo(doublings());
  }

  private static int doublings() {
    return (int)
        DOUBLING.values().stream()
            .flatMap(Set::stream)
            .filter(blow -> blow == Blow.NOT_DONE || blow == Blow.DONE_UNHEARD)
            .count();
  }

  /** Each of several customers has a whole talk. */
  private static List<Talk> whole(Callers callers, String name, int count) {
    var talks =
        new Talks(
            IntStream.range(0, count).mapToObj(i -> new Talk(callers, name + "-" + i)).toList());
    talks.begin();
    callers.client().delete("/local/genesys/faults");
    talks.end();
    talks.erase();
    return talks.talks();
  }

  private void alone(Callers callers) throws IOException {
    CallSites.watch();
    Talk calm = whole(callers, "calm", 1).getFirst();
    assertThat(calm.doubled()).isEmpty();
    assertThat(calm.foregone()).isEmpty();
    var lines = new ArrayList<>(List.of("| call | blow | end |", "|---|---|---|"));
    for (String site : CallSites.seen()) {
      for (Blow blow : Blow.values()) {
        lines.add(
            "| %s | %s | %s |".formatted(site, blow, struck(callers, site, blow, lines.size())));
        System.out.println(lines.getLast());
      }
    }
    Files.write(Path.of("target", "call-sites.md"), lines);
    assertThat(lines).noneMatch(line -> line.contains(WRONG));
  }

  /** What instances keep from before, such as secrets, only a new one asks for. */
  private String struck(Callers callers, String site, Blow blow, int number) throws IOException {
    String end = end(callers, site, blow, "alone-" + number);
    if (CallSites.ahead().isEmpty() || end.startsWith(WRONG)) {
      return end;
    }
    try (var stack = Stack.start(RunningStack.inMemory(impatient()), Clock.systemUTC())) {
      end = end(Callers.of(stack.uri()), site, blow, "anew-" + number) + ", by a new instance";
      return CallSites.ahead().isEmpty() ? end : WRONG + ": not struck";
    }
  }

  private static String end(Callers callers, String site, Blow blow, String name) {
    CallSites.strike(site, List.of(blow));
    try {
      Talk talk = whole(callers, name, 1).getFirst();
      boolean allowed = DOUBLING.getOrDefault(site, Set.of()).contains(blow);
      String verdict = talk.doubled().size() <= (allowed ? 1 : 0) ? "right" : WRONG;
      return "%s, again %s, left out %s".formatted(verdict, talk.doubled(), talk.foregone());
    } catch (AssertionError wrong) {
      return WRONG + ": " + String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ");
    }
  }

  /** What a function has not given back itself comes back after seconds instead of minutes. */
  private Path impatient() throws IOException {
    String text = Files.readString(RunningStack.TEMPLATE);
    return Files.writeString(
        folder.resolve("template.yaml"),
        text.replace(" VisibilityTimeout: 180", " VisibilityTimeout: 12")
            .replace(" Timeout: 30", " Timeout: 12"));
  }

  private static Set<String> places(Set<String> sites) {
    return sites.stream()
        .map(site -> site.substring(0, site.indexOf(' ')))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The places in the code that call a client of the SDK. */
  private static Set<String> written() {
    return Stream.of("common", "ingest", "projector", "dispatcher", "notifier")
        .flatMap(module -> calls(Path.of("..", module, "target", "classes")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> calls(Path classes) {
    return new ClassFileImporter()
        .importPath(classes).stream()
            .map(JavaClass::getMethodCallsFromSelf)
            .flatMap(Set::stream)
            .filter(call -> call.getTargetOwner().isAssignableTo(SdkClient.class))
            .filter(call -> !call.getName().matches("builder|close|serviceClientConfiguration"))
            .map(CallSitesTest::place);
  }

  private static String place(JavaMethodCall call) {
    String owner = call.getOriginOwner().getFullName().replaceFirst("\\$.*", "");
    String method = call.getOrigin().getName().replaceFirst("lambda\\$(.+)\\$\\d+", "$1");
    return owner.substring(owner.lastIndexOf('.') + 1) + "." + method;
  }
}
