package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.lambda.Metric;
import tidings.local.Watching.Measured;
import tidings.local.engines.SqsEngine;
import tidings.message.MessageJson;

/** All that a stack prints, while what must not be seen goes every way through it. */
class OutputTest {
  @TempDir private static Path data;
  private static StackProcess stack;
  private static List<String> output;
  private static List<String> credentials;
  private static String requestId;

  @BeforeAll
  static void goEveryWay() throws Exception {
    stack = StackProcess.start(SqsEngine.freePort(), data, RunningStack.TEMPLATE);
    var ways = new EveryWay(stack.address());
    requestId = ways.say("m-1");
    ways.requests();
    ways.webhooks();
    awaitMetrics(Metric.PUSHES_SENT, Metric.MEDIA_BYTES, Metric.MESSAGES_TAKEN);
    ways.badDaysOfGenesys();
    ways.push("throttled");
    awaitMetrics(Metric.PUSHES_BUSY, Metric.RETRIES_OF_MESSAGES, Metric.RETRIES_IN_OUTAGES);
    ways.push("application_disabled");
    awaitMetrics(Metric.PUSHES_REFUSED);
    ways.deadPhone();
    ways.polls();
    ways.refusedLogin();
    awaitMetrics(Metric.LOGINS_REFUSED);
    ways.queues(line("messageId", "m-1").path("conversation").asText());
    awaitMetrics(EMITTED.toArray(Metric[]::new));
    output = stack.output();
    credentials = ways.credentials();
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  /** Whatever is counted, but what takes a quarter of an hour to happen. */
  private static final Set<Metric> EMITTED =
      Stream.of(Metric.values())
          .filter(metric -> metric != Metric.PUSHES_EXPIRED)
          .collect(Collectors.toSet());

  @Test
  void nothingThatIsPrivateIsPrinted() {
    assertThat(output).noneMatch(line -> line.contains(EveryWay.PRIVATE));
    assertThat(output).noneMatch(line -> line.contains("rana.private"));
  }

  @Test
  void noCredentialIsPrinted() throws IOException {
    var secrets = new ArrayList<>(credentials);
    secrets.addAll(storedSecrets());
    secrets.addAll(List.of("Bearer ", "Basic ", "sha256=", "X-Amz-Signature", "eyJ"));

    assertThat(secrets).hasSizeGreaterThan(10);
    assertThat(output)
        .allSatisfy(line -> assertThat(line).doesNotContain(secrets.toArray(String[]::new)));
  }

  @Test
  void everyRouteWasTaken() {
    var answered =
        lines(output)
            .filter(line -> line.path("event").asText().equals("answered"))
            .map(line -> line.path("route").asText())
            .collect(Collectors.toSet());

    assertThat(answered).containsExactlyInAnyOrderElementsOf(RawTemplate.read().routes());
  }

  @Test
  void everyEndOnAMessagesWayNamesItsRequest() {
    assertThat(lines(output).filter(line -> line.path("requestId").asText().equals(requestId)))
        .extracting(line -> line.path("function").asText() + " " + line.path("event").asText())
        .contains(
            "AppFunction taken",
            "AppFunction answered",
            "ProjectorFunction appended",
            "DispatcherFunction asked Genesys",
            "DispatcherFunction sent",
            "ProjectorFunction reported");
  }

  @Test
  void whatGenesysSendsIsFollowedToThePhone() {
    Set<String> pushed =
        lines(output)
            .filter(line -> line.path("event").asText().equals("push sent"))
            .map(line -> line.path("requestId").asText())
            .collect(Collectors.toSet());

    assertThat(lines(output))
        .filteredOn(line -> line.path("event").asText().equals("taken"))
        .filteredOn(line -> line.path("function").asText().equals("WebhookFunction"))
        .extracting(line -> line.path("requestId").asText())
        .containsAnyElementsOf(pushed);
  }

  @Test
  void everythingThatIsCountedIsOnTheDashboard() {
    var shown = new Watching(RawTemplate.read()).shown();

    assertThat(shown).containsAll(emitted(output));
  }

  @Test
  void functionsWriteNothingButLinesOfJson() {
    assertThat(output)
        .noneMatch(line -> line.matches(".*(INFO|WARN|ERROR) (?!.*local).*tidings.*"));
    assertThat(lines(output))
        .allSatisfy(
            line ->
                assertThat(line.properties())
                    .extracting(field -> field.getKey())
                    .contains("timestamp", "level", "event", "function"));
  }

  private static void awaitMetrics(Metric... metrics) {
    List<String> names = Stream.of(metrics).map(Metric::wireName).toList();
    Set<String> counted = eventually(OutputTest::counted, all -> all.containsAll(names));
    assertThat(counted).containsAll(names);
  }

  private static Set<String> counted() {
    return emitted(stack.output()).stream()
        .map(Measured::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Measured> emitted(List<String> printed) {
    return lines(printed)
        .flatMap(
            line ->
                Watching.items(line.at("/_aws/CloudWatchMetrics/0/Metrics"))
                    .map(
                        metric ->
                            new Measured(
                                Metric.NAMESPACE,
                                metric.path("Name").asText(),
                                Metric.DIMENSION,
                                line.path("function").asText())))
        .collect(Collectors.toSet());
  }

  private static JsonNode line(String key, String value) {
    return lines(stack.output())
        .filter(line -> line.path(key).asText().equals(value))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<JsonNode> lines(List<String> printed) {
    return printed.stream()
        .filter(line -> line.startsWith("{"))
        .map(line -> MessageJson.read(line, JsonNode.class));
  }

  private static List<String> storedSecrets() throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      Path file = files.filter(path -> path.endsWith("secrets.json")).findFirst().orElseThrow();
      return Pattern.compile("[A-Za-z0-9]{32,}")
          .matcher(Files.readString(file))
          .results()
          .map((MatchResult match) -> match.group())
          .toList();
    }
  }
}
