package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Messages one way between many customers and their agents, with the times of their steps. */
final class Traffic {
  static final int CUSTOMERS = 20;

  private final Client client;
  private final Way way;
  private final List<Client.Customer> customers;
  private final Map<String, Instant> due = new ConcurrentHashMap<>();
  private final Map<String, Instant> accepted = new ConcurrentHashMap<>();
  private int next;

  /** Which way messages go. */
  enum Way {
    AGENTS("agent to phone", "pushed"),
    CUSTOMERS("app to Genesys", "taken by Genesys");

    final String title;
    final String arrival;

    Way(String title, String arrival) {
      this.title = title;
      this.arrival = arrival;
    }
  }

  /** Agents' messages need phones that are told of them. */
  Traffic(Client client, Way way) {
    this.client = client;
    this.way = way;
    this.customers =
        IntStream.range(0, CUSTOMERS).mapToObj(number -> client.customer(name(number))).toList();
    if (way == Way.AGENTS) {
      IntStream.range(0, CUSTOMERS).forEach(i -> customers.get(i).register("phone", name(i)));
    }
  }

  private String name(int number) {
    return way.name().toLowerCase(Locale.ROOT) + "-" + number % CUSTOMERS;
  }

  /**
   * Sends so many, evenly spread over the time whatever becomes of them, and waits for all answers.
   *
   * @return the ids of those that were accepted
   */
  List<String> offer(int count, Duration time) {
    List<String> ids = ids(count);
    Instant start = Instant.now();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < count; i++) {
        Instant at = start.plus(time.multipliedBy(i).dividedBy(count));
        waitUntil(at);
        int number = i;
        due.put(ids.get(i), at);
        threads.execute(() -> send(number, ids.get(number)));
      }
    }
    return ids.stream().filter(accepted::containsKey).toList();
  }

  /** Sends so many, of each customer the next when the last was accepted. */
  List<String> burst(int count) {
    List<String> ids = ids(count);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int customer = 0; customer < CUSTOMERS; customer++) {
        int first = customer;
        threads.execute(
            () -> {
              for (int i = first; i < count; i += CUSTOMERS) {
                due.put(ids.get(i), Instant.now());
                send(i, ids.get(i));
              }
            });
      }
    }
    return ids.stream().filter(accepted::containsKey).toList();
  }

  private List<String> ids(int count) {
    int first = next;
    next += count;
    return IntStream.range(first, next).mapToObj(number -> way.name() + number).toList();
  }

  static void waitUntil(Instant at) {
    while (Instant.now().isBefore(at)) {
      LockSupport.parkNanos(Duration.between(Instant.now(), at).toNanos());
    }
  }

  /** What is not accepted, or not answered, does not count. */
  private void send(int number, String id) {
    try {
      var answer =
          switch (way) {
            case AGENTS -> Agent.says(client, name(number), id);
            case CUSTOMERS -> customers.get(number % CUSTOMERS).say(id, "Where is my parcel?");
          };
      if (answer.status() < 300) {
        accepted.put(id, Instant.now());
      }
    } catch (UncheckedIOException _) {
      accepted.remove(id);
    }
  }

  /**
   * Waits until these have gone all their way, and returns when they had: customers' are confirmed
   * by Genesys, agents' have been pushed.
   */
  Instant through(List<String> ids) {
    boolean all =
        Client.eventually(
            () ->
                switch (way) {
                  case AGENTS -> Commits.pushed().containsAll(ids);
                  case CUSTOMERS -> Commits.published().keySet().containsAll(ids);
                },
            done -> done);
    if (!all) {
      throw new IllegalStateException("not all of %d came through".formatted(ids.size()));
    }
    return Instant.now();
  }

  /** From when it was due to each step of these messages, in microseconds, sorted, by the step. */
  Map<String, List<Long>> steps(List<String> ids) {
    var steps = new HashMap<String, List<Long>>();
    steps.put("accepted", micros(ids, due, accepted));
    steps.put("row", micros(ids, accepted, Commits.rows()));
    steps.put("onward", micros(ids, Commits.rows(), arrived()));
    steps.put("all", micros(ids, due, arrived()));
    return steps;
  }

  static List<Long> micros(
      List<String> ids, Map<String, Instant> from, Map<String, Instant> until) {
    var micros = new ArrayList<Long>();
    for (String id : ids) {
      micros.add(Duration.between(from.get(id), until.get(id)).toNanos() / 1000);
    }
    micros.sort(null);
    return micros;
  }

  /** When each message was due, by its id. */
  Map<String, Instant> due() {
    return due;
  }

  /** When each message was accepted, by its id. */
  Map<String, Instant> accepted() {
    return accepted;
  }

  /** When SNS or Genesys took each message, by its id. */
  Map<String, Instant> arrived() {
    var arrived = new HashMap<String, Instant>();
    String path = way == Way.AGENTS ? "/local/push/sent" : "/local/genesys/received";
    String id =
        way == Way.AGENTS
            ? "/payload/fcmV1Message/message/data/messageId"
            : "/body/channel/messageId";
    for (JsonNode each : client.get(path).json()) {
      arrived.putIfAbsent(each.at(id).asText(), Instant.parse(each.path("time").asText()));
    }
    return arrived;
  }
}
