package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tidings.local.runtime.FunctionProcess;
import tidings.message.MessageJson;

/**
 * What is in the snapshots that Lambda takes: each function as a process of its own under AWS'
 * runtime interface client, held at the point where a snapshot would be taken, and then let go on.
 */
class SnapshotTest {
  private static final Map<String, Snapshot> SNAPSHOTS = new TreeMap<>();

  /**
   * A function before and after its first answer.
   *
   * @param held the secrets that are found in its memory when the snapshot is taken
   * @param unique instances of what must not be the same in two restored copies
   * @param loaded classes that the first answer loads
   * @param heldThen the secrets that are found in its memory after it
   */
  private record Snapshot(
      List<String> held, List<String> unique, int loaded, List<String> heldThen) {}

  @BeforeAll
  static void takeThemAll(@TempDir Path folder) throws IOException {
    try (var stack = Stack.start(RunningStack.inMemory(RunningStack.TEMPLATE), Clock.systemUTC())) {
      var callers = Callers.of(stack.uri());
      var events = new Events(callers);
      events.registerPhone();
      var secrets = secrets(LocalAws.of(callers.client()));
      for (var function : TemplateRulesTest.read().functions()) {
        String id = function.logicalId();
        if (!System.getProperty("only", id).contains(id)) continue;
        SNAPSHOTS.put(
            id, snapshot(stack.variables(id), events.of(id), secrets, folder.resolve(id)));
        System.out.println(id + " " + SNAPSHOTS.get(id));
      }
    }
  }

  private static Snapshot snapshot(
      Map<String, String> variables, String event, Map<String, String> secrets, Path heap)
      throws IOException {
    try (var function =
        FunctionProcess.start(variables, heap.resolveSibling(heap.getFileName() + ".classes"))) {
      function.awaitCheckpoint();
      var held = held(secrets, function.heap(heap.resolveSibling(heap.getFileName() + "-1.hprof")));
      var unique =
          function.histogram().stream().filter(line -> line.matches(".*(UUID|Random).*")).toList();
      int before = function.loadedClasses().size();
      function.restore();
      String a = function.invoke(event);
      if (a.contains("itemIdentifier")) {
        Files.readAllLines(heap.resolveSibling(heap.getFileName() + ".classes.log"))
            .forEach(l -> System.out.println("OUT " + l));
      }
      System.out.println(a);
      var all = function.loadedClasses();
      all.subList(before, all.size())
          .forEach(c -> System.out.println("LOADED " + heap.getFileName() + " " + c));
      int loaded = all.size() - before;
      var heldThen =
          held(secrets, function.heap(heap.resolveSibling(heap.getFileName() + "-2.hprof")));
      return new Snapshot(held, unique, loaded, heldThen);
    }
  }

  private static List<String> held(Map<String, String> secrets, Path heap) throws IOException {
    String bytes = new String(Files.readAllBytes(heap), StandardCharsets.ISO_8859_1);
    Files.delete(heap);
    return secrets.entrySet().stream()
        .filter(secret -> bytes.contains(secret.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, String> secrets(LocalAws aws) {
    var secrets = new TreeMap<String, String>();
    try (var client = aws.client(SecretsManagerClient.builder(), "SECRETS_MANAGER")) {
      Stream.of("GenesysSecretArn", "WebhookSecretArn", "ApiKeySecretArn", "InstallationSecretArn")
          .forEach(
              output -> {
                String arn = aws.output(output);
                String json = client.getSecretValue(get -> get.secretId(arn)).secretString();
                MessageJson.read(json, JsonNode.class)
                    .properties()
                    .forEach(
                        field -> {
                          if (!field.getValue().asText().isEmpty()) {
                            secrets.put(output + " " + field.getKey(), field.getValue().asText());
                          }
                        });
              });
    }
    return secrets;
  }

  @Test
  void x() {
    assertThat(SNAPSHOTS).isNotEmpty();
  }
}
