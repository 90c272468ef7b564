package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tidings.local.GenesysLedger.Kind;

/**
 * A customer and an agent, each of whom says something at a steady pace whatever becomes of the
 * stack: what is not accepted is said again, with the same id, before anything else.
 */
final class SteadyTalk {
  private static final Duration PACE = Duration.ofMillis(300);
  private static final long BETWEEN_TRIES_NANOS = 20_000_000;
  private static final String DATA = "/payload/fcmV1Message/message/data";

  private final Client client;
  private final String user;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final List<String> answers = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> sides = new ArrayList<>();
  private volatile boolean over;

  /** Something that arrived. */
  record Arrival(String id, Instant at) {}

  /** Something that arrived again. */
  record Again(Arrival before, Arrival then) {}

  SteadyTalk(Client client, String user) {
    this.client = client;
    this.user = user;
    customer().register("phone", user);
  }

  /** With a token of its own each time: a long run outlives them. */
  private Client.Customer customer() {
    return client.customer(user);
  }

  void begin() {
    var threads = Executors.newVirtualThreadPerTaskExecutor();
    sides.add(
        CompletableFuture.runAsync(
            () -> keepSaying(said, "said", id -> customer().say(id, id)), threads));
    sides.add(
        CompletableFuture.runAsync(
            () -> keepSaying(answers, "answer-to-" + user, id -> Agent.says(client, user, id)),
            threads));
  }

  /** Returns when both have said their last, which was accepted. */
  void end() {
    over = true;
    sides.forEach(CompletableFuture::join);
  }

  int messages() {
    return Math.min(said.size(), answers.size());
  }

  private void keepSaying(
      List<String> accepted, String name, Function<String, Client.Answer> send) {
    Instant due = Instant.now();
    for (int i = 0; !over; i++) {
      Traffic.waitUntil(due);
      String id = name + "-" + i;
      while (!isAccepted(id, send)) {
        LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
      }
      accepted.add(id);
      due = due.plus(PACE);
    }
  }

  private static boolean isAccepted(String id, Function<String, Client.Answer> send) {
    try {
      var answer = send.apply(id);
      if (answer.status() / 100 == 4) {
        throw new AssertionError(answer.toString());
      }
      return answer.status() / 100 == 2;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  /** What is not as it was accepted; empty once all has come to its end. */
  List<String> wrongs() {
    var wrongs = new ArrayList<String>();
    List<JsonNode> rows = customer().history();
    differs(wrongs, "said", said, values(rows, "Inbound", "id"));
    differs(
        wrongs, "states", Set.of("published"), new TreeSet<>(values(rows, "Inbound", "status")));
    differs(wrongs, "answered", answers, values(rows, "Outbound", "id"));
    differs(
        wrongs,
        "taken by Genesys",
        said,
        GenesysLedger.of(client, user, "").inOrder(Set.of(Kind.MESSAGE)));
    differs(
        wrongs,
        "pushed",
        new HashSet<>(answers),
        pushes().map(Arrival::id).collect(Collectors.toSet()));
    differs(wrongs, "unread", answers.size(), customer().transcript().path("unread").asInt());
    differs(wrongs, "badge", Integer.toString(answers.size()), lastBadge());
    return wrongs;
  }

  /** What Genesys took again, with the same id. */
  List<Again> takenAgain() {
    return again(
        GenesysLedger.of(client, user, "").deeds().stream()
            .map(deed -> new Arrival(deed.id(), deed.at())));
  }

  /** What the phone was told again. */
  List<Again> pushedAgain() {
    return again(pushes());
  }

  private static List<Again> again(Stream<Arrival> arrivals) {
    var last = new HashMap<String, Arrival>();
    var again = new ArrayList<Again>();
    arrivals.forEach(
        arrival -> {
          Arrival before = last.put(arrival.id, arrival);
          if (before != null) {
            again.add(new Again(before, arrival));
          }
        });
    return again;
  }

  private Stream<Arrival> pushes() {
    return sent()
        .map(
            push ->
                new Arrival(
                    push.at(DATA + "/messageId").asText(),
                    Instant.parse(push.path("time").asText())))
        .filter(arrival -> !arrival.id.isEmpty());
  }

  private String lastBadge() {
    return sent().map(push -> push.at(DATA + "/badge").asText()).reduce("", (_, last) -> last);
  }

  private Stream<JsonNode> sent() {
    return StreamSupport.stream(client.get("/local/push/sent").json().spliterator(), false)
        .filter(push -> push.path("token").asText().equals(user));
  }

  private static void differs(List<String> wrongs, String what, Object wanted, Object got) {
    if (!wanted.equals(got)) {
      wrongs.add("%s: %s instead of %s".formatted(what, got, wanted));
    }
  }

  private static List<String> values(List<JsonNode> rows, String direction, String field) {
    return rows.stream()
        .filter(row -> row.path("direction").asText().equals(direction))
        .map(row -> row.path(field).asText())
        .toList();
  }
}
