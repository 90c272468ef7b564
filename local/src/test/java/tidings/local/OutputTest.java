package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    await("NotifierFunction", Metric.PUSHES_SENT);
    await("DispatcherFunction", Metric.MEDIA_BYTES, Metric.MESSAGES_TAKEN);
    ways.badDaysOfGenesys();
    await("DispatcherFunction", Metric.RETRIES_OF_MESSAGES, Metric.RETRIES_IN_OUTAGES);
    pushes(ways);
    ways.polls();
    ways.refusedLogin();
    await("DispatcherFunction", Metric.LOGINS_REFUSED);
    ways.queues(line("messageId", "m-1").path("conversation").asText());
    eventually(OutputTest::counted, counted -> counted.containsAll(reached()));
    output = stack.output();
    credentials = ways.credentials();
  }

  @AfterAll
  static void end() {
    stack.close();
  }

  /** Each end that a push can have, at the first try and when it is tried again. */
  private static void pushes(EveryWay ways) {
    ways.push("throttled", "throttled");
    await("NotifierFunction", Metric.PUSHES_BUSY);
    await("PushRetryFunction", Metric.PUSHES_BUSY, Metric.PUSHES_SENT);
    ways.push("application_disabled");
    await("NotifierFunction", Metric.PUSHES_REFUSED);
    ways.push("throttled", "application_disabled");
    await("PushRetryFunction", Metric.PUSHES_REFUSED);
    ways.losePhone();
    ways.push();
    await("NotifierFunction", Metric.PUSHES_GONE);
    ways.registerPhone();
    long busy = busyPushes();
    ways.push("throttled");
    eventually(OutputTest::busyPushes, count -> count > busy);
    ways.losePhone();
    await("PushRetryFunction", Metric.PUSHES_GONE);
    ways.registerPhone();
    ways.deadPhone();
    await("PushEventsFunction", Metric.PUSHES_GONE);
  }

  private static long busyPushes() {
    return lines(stack.output())
        .filter(line -> line.path("event").asText().equals("push busy"))
        .count();
  }

  /**
   * What the run does not reach: alerts are a quarter of an hour old before they expire, and of the
   * failures only those of what nobody can read; for the others AWS would have to be out. Each is
   * counted in one place for all functions that share it ({@code Batches}, {@code Routes}, {@code
   * Notifier}).
   */
  private static final Map<Metric, List<String>> NOT_REACHED =
      Map.of(
          Metric.PUSHES_EXPIRED,
          List.of("NotifierFunction", "PushRetryFunction"),
          Metric.FAILURES,
          List.of(
              "WebhookFunction",
              "AppFunction",
              "TranscriptFunction",
              "DevicesFunction",
              "ProjectorFunction",
              "DispatcherFunction",
              "DispatchDeadLetterFunction",
              "NotifierFunction"));

  private static Set<Measured> named() {
    return new Watching(RawTemplate.read())
        .used().stream()
            .filter(used -> used.namespace().equals(Metric.NAMESPACE))
            .collect(Collectors.toSet());
  }

  private static Set<Measured> notReached() {
    return NOT_REACHED.entrySet().stream()
        .flatMap(of -> of.getValue().stream().map(function -> measured(function, of.getKey())))
        .collect(Collectors.toSet());
  }

  private static Set<Measured> reached() {
    var reached = new HashSet<>(named());
    reached.removeAll(notReached());
    return reached;
  }

  private static Measured measured(String function, Metric metric) {
    return new Measured(Metric.NAMESPACE, metric.wireName(), Metric.DIMENSION, function);
  }

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
    var hidden = new HashSet<>(emitted(output));
    hidden.removeAll(new Watching(RawTemplate.read()).shown());

    assertThat(hidden.stream().map(it -> name(it) + " is counted, and not on the dashboard"))
        .isEmpty();
  }

  @Test
  void everythingThatIsShownOrWatchedIsCountedByTheFunctionThatIsNamed() {
    var missing = reached();
    missing.removeAll(emitted(output));

    assertThat(missing.stream().map(it -> name(it) + " is shown or watched, and was not counted"))
        .isEmpty();
    assertThat(named()).as("all that is shown or watched").containsAll(notReached());
  }

  private static String name(Measured measured) {
    return measured.name() + " of " + measured.resource();
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

  private static void await(String function, Metric... metrics) {
    var wanted = Stream.of(metrics).map(metric -> measured(function, metric)).toList();
    assertThat(eventually(OutputTest::counted, counted -> counted.containsAll(wanted)))
        .containsAll(wanted);
  }

  private static Set<Measured> counted() {
    return emitted(stack.output());
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
