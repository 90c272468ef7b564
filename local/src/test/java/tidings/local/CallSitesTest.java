package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
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
      doubled.addAll(whole(callers, "round-" + round, TALKS));
    }

    assertThat(CallSites.ahead()).isEmpty();
    assertThat(CallSites.struck()).isEqualTo(2 * CallSites.seen().size());
    assertThat(places(CallSites.seen())).containsAll(written());
    assertThat(doubled).hasSizeLessThanOrEqualTo(6);
  }

  /** Each of several customers has a whole talk; returns what arrived twice. */
  private static List<String> whole(Callers callers, String name, int count) {
    var talks = IntStream.range(0, count).mapToObj(i -> new Talk(callers, name + "-" + i)).toList();
    all(talks, Talk::begin, Talk::wrongs);
    callers.client().delete("/local/genesys/faults");
    all(talks, Talk::end, Talk::wrongsAtTheEnd);
    all(talks, Talk::leave, Talk::wrongsAfterwards);
    assertThat(talks).extracting(Talk::erase).containsOnly(0);
    all(talks, _ -> {}, Talk::wrongsOnceErased);
    return talks.stream().flatMap(talk -> talk.doubled().stream()).toList();
  }

  private static void all(
      List<Talk> talks, Consumer<Talk> act, Function<Talk, List<String>> wrongs) {
    var acts =
        talks.stream().map(talk -> CompletableFuture.runAsync(() -> act.accept(talk))).toList();
    acts.forEach(CompletableFuture::join);
    for (Talk talk : talks) {
      assertThat(eventually(() -> wrongs.apply(talk), List::isEmpty)).isEmpty();
    }
  }

  private static void alone(Callers callers) throws IOException {
    CallSites.watch();
    assertThat(whole(callers, "calm", 1)).isEmpty();
    var lines = new ArrayList<>(List.of("| call | blow | end |", "|---|---|---|"));
    for (String site : CallSites.seen()) {
      for (Blow blow : Blow.values()) {
        CallSites.strike(site, List.of(blow));
        String end = end(callers, "alone-" + lines.size());
        String struck = CallSites.ahead().isEmpty() ? "" : " (kept from before: not called)";
        CallSites.strike(site, List.of());
        lines.add("| %s | %s | %s%s |".formatted(site, blow, end, struck));
        System.out.println(lines.getLast());
      }
    }
    Files.write(Path.of("target", "call-sites.md"), lines);
    assertThat(lines).noneMatch(line -> line.contains(WRONG));
  }

  private static String end(Callers callers, String name) {
    try {
      return "right, %d doubled".formatted(whole(callers, name, 1).size());
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
