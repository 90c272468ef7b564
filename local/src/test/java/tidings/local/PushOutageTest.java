package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * SNS takes nothing for a while, under load. The long form: {@code mvn -pl local -am test
 * -Dtest=PushOutageTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.outage=PT30S}.
 */
class PushOutageTest {
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("tidings.outage", "PT3S"));
  private static final Duration CALM = Duration.ofSeconds(1);
  private static final Duration PACE = Duration.ofMillis(50);

  /** Default of the template's AlertMaxAgeSeconds. */
  private static final Duration OLDEST = Duration.ofMinutes(15);

  /** An alert's age counts from its row on, which is written a little after it was said. */
  private static final Duration WAY_IN = Duration.ofSeconds(10);

  private final Callers callers = Callers.of(RunningStack.uri());
  private final Client client = callers.client();
  private final List<String> users = IntStream.range(0, 6).mapToObj(i -> "outage-" + i).toList();

  /** To whom each message was said. */
  private final Map<String, String> said = new TreeMap<>();

  private record Arrival(String message, String token) {}

  @Test
  void everyAlertArrivesOnceAfterAnOutageAndNoneTooLate() {
    users.forEach(this::registerBoth);
    talkFor(CALM);
    client.post("/local/push/faults", "{\"kind\":\"throttled\",\"count\":20}");
    client.post("/local/push/faults", "{\"kind\":\"internal_failure\"}");
    talkFor(OUTAGE);
    client.delete("/local/push/faults");
    talkFor(CALM);

    List<Arrival> wanted = said.entrySet().stream().flatMap(PushOutageTest::wanted).toList();
    List<Arrival> arrived = eventually(this::arrivals, all -> all.size() >= wanted.size());
    report(arrived.size());
    assertThat(arrived).containsExactlyInAnyOrderElementsOf(wanted);
    assertThat(lives()).allSatisfy(life -> assertThat(life).isLessThanOrEqualTo(OLDEST));
    assertThat(eventually(this::lastBadges, this::areRight)).matches(this::areRight);
    assertThat(client.get("/local/push/violations").body()).isEqualTo("[]");
  }

  private void registerBoth(String user) {
    for (String platform : List.of("fcm", "apns")) {
      String body = "{\"platform\":\"%1$s\",\"token\":\"%2$s-%1$s\"}".formatted(platform, user);
      String path = "/devices/user/" + user + "/" + platform;
      assertThat(callers.customer(user).put(path, body).status()).isEqualTo(204);
    }
  }

  /** Agents talk to one customer after the other. */
  private void talkFor(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (int i = 0; System.nanoTime() < end; i++) {
      String user = users.get(i % users.size());
      String body =
          "{\"integrationId\":\"%s\",\"userId\":\"%s\",\"text\":\"Hello\"}"
              .formatted(client.integrationId(), user);
      said.put(client.post("/local/genesys/say", body).json().path("id").asText(), user);
      LockSupport.parkNanos(PACE.toNanos());
    }
  }

  private static Stream<Arrival> wanted(Map.Entry<String, String> said) {
    return Stream.of("fcm", "apns")
        .map(platform -> new Arrival(said.getKey(), said.getValue() + "-" + platform));
  }

  private List<Arrival> arrivals() {
    return pushes()
        .filter(push -> data(push).has("messageId"))
        .map(
            push -> new Arrival(data(push).path("messageId").asText(), push.path("token").asText()))
        .toList();
  }

  /** From when something was said until the platform gives up delivering it, less the way in. */
  private List<Duration> lives() {
    Map<String, Instant> times = times();
    return pushes()
        .filter(push -> data(push).has("messageId"))
        .map(push -> Duration.between(times.get(message(push)), end(push)).minus(WAY_IN))
        .toList();
  }

  private static Instant end(JsonNode push) {
    String name = push.path("platform").asText().equals("GCM") ? "FCM" : "APNS";
    long seconds = push.path("attributes").path("AWS.SNS.MOBILE." + name + ".TTL").asLong();
    return Instant.parse(push.path("time").asText()).plusSeconds(seconds);
  }

  private Map<String, Instant> times() {
    var times = new TreeMap<String, Instant>();
    for (String user : users) {
      String cursor = "";
      JsonNode page;
      do {
        String query = "?limit=200" + (cursor.isEmpty() ? "" : "&before=" + cursor);
        page = callers.customer(user).get(callers.chat(user) + query).json();
        page.path("messages")
            .forEach(
                m ->
                    times.put(
                        m.path("id").asText(), Instant.parse(m.path("channelTime").asText())));
        cursor = page.path("before").asText("");
      } while (!cursor.isEmpty());
    }
    return times;
  }

  private void report(int arrived) {
    Map<String, Instant> times = times();
    Duration longest =
        pushes()
            .filter(push -> data(push).has("messageId"))
            .map(
                p ->
                    Duration.between(times.get(message(p)), Instant.parse(p.path("time").asText())))
            .max(Duration::compareTo)
            .orElseThrow();
    System.out.printf(
        "SNS out for %s: %d alerts to %d devices, %d arrived, the last after %d ms%n",
        OUTAGE, said.size(), 2 * users.size(), arrived, longest.toMillis());
  }

  private static String message(JsonNode push) {
    return data(push).path("messageId").asText();
  }

  /** The last badge that each device was given. */
  private Map<String, Long> lastBadges() {
    var last = new TreeMap<String, Long>();
    pushes().forEach(p -> last.put(p.path("token").asText(), data(p).path("badge").asLong()));
    return last;
  }

  private boolean areRight(Map<String, Long> badges) {
    Predicate<String> right =
        user -> {
          long badge = said.values().stream().filter(user::equals).count();
          return badges.get(user + "-fcm") == badge && badges.get(user + "-apns") == badge;
        };
    return users.stream().allMatch(right);
  }

  private Stream<JsonNode> pushes() {
    var all = new ArrayList<JsonNode>();
    client.get("/local/push/sent").json().forEach(all::add);
    return all.stream().filter(push -> push.path("token").asText().startsWith("outage-"));
  }

  private static JsonNode data(JsonNode push) {
    JsonNode payload = push.path("payload");
    return payload.has("aps") ? payload : payload.at("/fcmV1Message/message/data");
  }
}
