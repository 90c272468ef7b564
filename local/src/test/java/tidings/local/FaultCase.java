package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/**
 * A customer who says five things, of which Genesys misbehaves towards one.
 *
 * @param struck which of the five, from 1; 0 strikes none
 */
record FaultCase(FaultKind kind, int struck, String userId) {
  static final List<String> TEXTS = List.of("1", "2", "3", "4", "5");

  /** The request that orders the misbehaviour. */
  String fault() {
    return "{\"userId\":\"%s\",\"messageId\":\"m%d\",\"count\":%d,%s}"
        .formatted(userId, struck, kind.requests(), kind.effect());
  }

  List<String> expected() {
    return IntStream.rangeClosed(1, TEXTS.size())
        .mapToObj(number -> number == struck ? kind.end().state() : "published")
        .toList();
  }

  static List<String> states(Client.Customer customer) {
    return StreamSupport.stream(customer.transcript().path("messages").spliterator(), false)
        .map(row -> (row.path("status").asText() + " " + row.at("/failure/code").asText()).strip())
        .toList();
  }

  /** What is not as it should be, in words; empty where all is. */
  List<String> faultsOf(List<String> states, List<JsonNode> calls) {
    var wrong = new ArrayList<String>();
    if (!states.equals(expected())) {
      wrong.add("states " + states);
    }
    List<String> asked = calls.stream().map(call -> call.at("/body/text").asText()).toList();
    List<String> order = new ArrayList<>();
    asked.stream()
        .filter(text -> order.isEmpty() || !order.getLast().equals(text))
        .forEach(order::add);
    if (!order.equals(reaching())) {
      wrong.add("order " + order);
    }
    for (String text : TEXTS) {
      long taken = taken(calls, text);
      if (isStruck(text) ? taken > kind.end().taken() : taken != 1) {
        wrong.add("text " + text + " taken " + taken + " times");
      }
    }
    if (waited(calls).compareTo(Duration.ofSeconds(struck == 0 ? 0 : kind.end().pause())) < 0) {
      wrong.add("asked again after " + waited(calls));
    }
    return wrong;
  }

  /** The texts of which Genesys hears at all. */
  private List<String> reaching() {
    return TEXTS.stream().filter(text -> kind.requests() > 0 || !isStruck(text)).toList();
  }

  private boolean isStruck(String text) {
    return text.equals(Integer.toString(struck));
  }

  /** Requests that Genesys took, whatever it answered. */
  long taken(List<JsonNode> calls, String text) {
    return calls.stream()
        .filter(call -> call.at("/body/text").asText().equals(text))
        .filter(call -> call.path("done").asBoolean())
        .count();
  }

  long requests(List<JsonNode> calls) {
    return calls.stream().filter(this::isForStruck).count();
  }

  /** Between the first two requests for the struck message. */
  private Duration waited(List<JsonNode> calls) {
    List<Instant> times =
        calls.stream()
            .filter(this::isForStruck)
            .map(call -> Instant.parse(call.path("time").asText()))
            .toList();
    return times.size() < 2 ? Duration.ofDays(1) : Duration.between(times.get(0), times.get(1));
  }

  private boolean isForStruck(JsonNode call) {
    return call.at("/body/text").asText().equals(Integer.toString(struck));
  }
}
