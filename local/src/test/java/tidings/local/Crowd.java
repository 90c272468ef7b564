package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Customers who take turns in saying something, each text once and numbered. */
final class Crowd implements AutoCloseable {
  private final Client client;
  private final List<String> names;
  private final Map<String, Client.Customer> customers = new ConcurrentHashMap<>();
  private final Map<String, Instant> said = new ConcurrentHashMap<>();
  private final Map<String, ExecutorService> phones = new ConcurrentHashMap<>();
  private int next;

  Crowd(Client client, String name, int size) {
    this.client = client;
    this.names = IntStream.range(0, size).mapToObj(number -> name + number).toList();
    for (String customer : names) {
      customers.put(customer, client.customer(customer));
      phones.put(customer, Executors.newSingleThreadExecutor(Thread.ofVirtual().factory()));
    }
  }

  List<String> names() {
    return names;
  }

  /** When each text was said, by the text. */
  Map<String, Instant> said() {
    return Map.copyOf(said);
  }

  /**
   * Says so many texts, evenly spread over the time, and waits until it is over.
   *
   * @param label stands in the texts, before their number
   */
  void talk(String label, int count, Duration time) {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + time.toNanos() * i / count;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      String text = "%s-%05d".formatted(label, next);
      String customer = names.get(next++ % names.size());
      phones.get(customer).execute(() -> say(customer, text));
    }
    while (System.nanoTime() < start + time.toNanos()) {
      LockSupport.parkNanos(start + time.toNanos() - System.nanoTime());
    }
  }

  /** As an app does: again with the same id until it is accepted, and then the next. */
  private void say(String customer, String text) {
    said.put(text, Instant.now());
    while (customers.get(customer).say(text, text).status() != 202) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }

  /** All requests for messages of these customers that Genesys has got. */
  List<JsonNode> calls() {
    Collection<String> mine = List.copyOf(names);
    return StreamSupport.stream(client.get("/local/genesys/received").json().spliterator(), false)
        .filter(call -> call.path("path").asText().endsWith("/inbound/open/message"))
        .filter(call -> mine.contains(call.at("/body/channel/from/id").asText()))
        .toList();
  }

  /** The texts that Genesys took, by customer, in the order in which it took them. */
  static Map<String, List<String>> taken(List<JsonNode> calls) {
    return calls.stream()
        .filter(call -> call.path("status").asInt() == 200)
        .collect(
            Collectors.groupingBy(
                call -> call.at("/body/channel/from/id").asText(),
                Collectors.mapping(call -> call.at("/body/text").asText(), Collectors.toList())));
  }

  /** From the text to its way into Genesys, in milliseconds, sorted. */
  List<Long> latencies(String label, List<JsonNode> calls) {
    var latencies = new ArrayList<Long>();
    for (JsonNode call : calls) {
      String text = call.at("/body/text").asText();
      if (text.startsWith(label + "-") && call.path("status").asInt() == 200) {
        Instant arrived = Instant.parse(call.path("time").asText());
        latencies.add(Duration.between(said.get(text), arrived).toMillis());
      }
    }
    latencies.sort(null);
    return latencies;
  }

  static long percentile(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }

  @Override
  public void close() {
    phones.values().forEach(ExecutorService::close);
  }
}
