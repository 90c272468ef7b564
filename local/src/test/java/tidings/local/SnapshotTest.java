package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tidings.local.runtime.FunctionProcess;
import tidings.local.template.Deployment;
import tidings.message.MessageJson;

/**
 * What is in the snapshots that Lambda takes: each function as a process of its own under AWS'
 * runtime interface client, held where a snapshot would be taken, then let go on.
 */
class SnapshotTest {
  private static final int MOST_CLASSES = 50;

  /** Two that are looked at again when they have read their secrets: the search finds them then. */
  private static final Set<String> READERS = Set.of("WebhookFunction", "DispatcherFunction");

  /** Those whose event arrives somewhere. */
  private static final List<String> DOING =
      List.of(
          "WebhookFunction",
          "AppFunction",
          "ProjectorFunction",
          "DispatcherFunction",
          "NotifierFunction",
          "PushRetryFunction");

  private static final Map<String, Snapshot> SNAPSHOTS = new ConcurrentSkipListMap<>();

  private static String done = "";

  @TempDir private static Path folder;

  /**
   * A function before and after its first answer.
   *
   * @param held the secrets that are in its memory when the snapshot is taken, also where nothing
   *     refers to them any more
   * @param ids how many lines the histogram of what is alive has of ids made at random
   * @param answer what it answered first
   * @param loaded the classes that it loaded for that
   * @param heldThen the secrets that are in a reader's memory then
   */
  private record Snapshot(
      List<String> held, long ids, String answer, List<String> loaded, List<String> heldThen) {}

  @BeforeAll
  static void takeAll() {
    try (var stack = Stack.start(RunningStack.inMemory(RunningStack.TEMPLATE), Clock.systemUTC())) {
      var callers = Callers.of(stack.uri());
      var events = new Events(callers);
      events.registerPhone();
      var secrets = secrets(LocalAws.of(callers.client()));
      TemplateRulesTest.read().functions().parallelStream()
          .map(Deployment.Function::logicalId)
          .forEach(
              id -> SNAPSHOTS.put(id, snapshot(id, stack.variables(id), events.of(id), secrets)));
      SNAPSHOTS.forEach(
          (id, of) ->
              System.out.printf("%s: %d classes for the first answer%n", id, of.loaded.size()));
      done =
          Client.eventually(events::arrived, arrived -> DOING.stream().allMatch(arrived::contains));
    }
  }

  private static Snapshot snapshot(
      String id, Map<String, String> variables, String event, Map<String, String> secrets) {
    try (var function = FunctionProcess.start(variables, folder.resolve(id))) {
      function.awaitCheckpoint();
      var held = held(secrets, function.heap(folder.resolve(id + ".hprof")));
      long ids =
          function.histogram().stream().filter(line -> line.contains("java.util.UUID")).count();
      int before = function.loadedClasses().size();
      function.restore();
      String answer = function.invoke(event);
      var classes = function.loadedClasses();
      var loaded = classes.subList(before, classes.size());
      List<String> heldThen =
          READERS.contains(id)
              ? held(secrets, function.heap(folder.resolve(id + "-then.hprof")))
              : List.of();
      return new Snapshot(held, ids, answer, loaded, heldThen);
    }
  }

  private static List<String> held(Map<String, String> secrets, Path heap) {
    try {
      String bytes = Files.readString(heap, StandardCharsets.ISO_8859_1);
      Files.delete(heap);
      return secrets.entrySet().stream()
          .filter(secret -> bytes.contains(secret.getValue()))
          .map(Map.Entry::getKey)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> secrets(LocalAws aws) {
    var secrets = new TreeMap<String, String>();
    try (var client = aws.client(SecretsManagerClient.builder(), "SECRETS_MANAGER")) {
      Stream.of("GenesysSecretArn", "WebhookSecretArn", "ApiKeySecretArn", "InstallationSecretArn")
          .forEach(
              output -> {
                var value = client.getSecretValue(get -> get.secretId(aws.output(output)));
                MessageJson.read(value.secretString(), JsonNode.class)
                    .properties()
                    .forEach(
                        field ->
                            secrets.put(
                                field.getKey() + " of " + output, field.getValue().asText()));
              });
    }
    // A name, which is no secret; and what is not set yet.
    secrets.keySet().removeIf(name -> name.startsWith("clientId") || name.startsWith("previous"));
    return secrets;
  }

  @Test
  void noSecretIsInASnapshot() {
    assertThat(SNAPSHOTS).hasSize(11).allSatisfy((id, of) -> assertThat(of.held).as(id).isEmpty());
  }

  /**
   * Random numbers are the kernel's, drawn when they are needed; what was drawn must not stay to be
   * used. As texts the SDK keeps the addresses of rehearsed uploads, which nobody is given.
   */
  @Test
  void noIdWaitsInASnapshot() {
    assertThat(SNAPSHOTS).allSatisfy((id, of) -> assertThat(of.ids).as(id).isZero());
  }

  @Test
  void whatAFunctionHasReadSinceIsFoundInItsMemory() {
    assertThat(SNAPSHOTS.get("WebhookFunction").heldThen)
        .containsExactly("current of WebhookSecretArn", "key of InstallationSecretArn");
    assertThat(SNAPSHOTS.get("DispatcherFunction").heldThen)
        .containsExactly("clientSecret of GenesysSecretArn");
  }

  @Test
  void theFirstAnswerIsAsGoodAsAny() {
    assertThat(SNAPSHOTS)
        .allSatisfy(
            (id, of) ->
                assertThat(of.answer)
                    .as(id)
                    .matches(
                        "(?s).*(\"statusCode\":20\\d|\"batchItemFailures\":\\[]|\"isAuthorized\":true).*"));
  }

  @Test
  void theFirstAnswerDoesWhatTheEventAsksFor() {
    assertThat(done).contains(DOING);
  }

  @Test
  void theFirstAnswerLoadsFewClasses() {
    assertThat(SNAPSHOTS)
        .allSatisfy(
            (id, of) -> assertThat(of.loaded).as(id).hasSizeLessThanOrEqualTo(MOST_CLASSES));
  }
}
