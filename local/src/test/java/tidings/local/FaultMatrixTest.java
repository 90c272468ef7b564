package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What Genesys may do to a message, and what becomes of it and of the messages around it. */
class FaultMatrixTest {
  private static final Path REPORT = Path.of("target/fault-matrix.md");
  private static final Stack STACK =
      Stack.start(
          new Options(
              0,
              Optional.empty(),
              RunningStack.TEMPLATE,
              1_000_000,
              false,
              Map.of(
                  "MessageRetrySeconds", "4",
                  "OutageRetrySeconds", "30",
                  "DispatchConcurrency", "60")),
          Clock.systemUTC());

  private final Client client = new Client(STACK.uri());

  @AfterAll
  static void stop() {
    STACK.close();
  }

  @Test
  void everyMessageEndsAsItShouldWhateverGenesysDoes() throws Exception {
    List<FaultCase> cases = cases();
    Map<FaultCase, Client.Customer> customers = sayAll(cases);
    Map<FaultCase, List<String>> states = settled(customers);

    Map<String, List<JsonNode>> calls = calls();
    List<String> wrong = report(cases, states, calls);
    assertThat(wrong).isEmpty();
    long parked = cases.stream().filter(c -> c.struck() > 0 && c.kind().end().parked()).count();
    assertThat(eventually(this::parked, count -> count == parked)).isEqualTo(parked);
  }

  /** Each kind for the first, a middle and the last message, alone and with a neighbour. */
  private static List<FaultCase> cases() {
    var cases = new ArrayList<FaultCase>();
    for (int kind = 0; kind < FaultKind.ALL.size(); kind++) {
      FaultKind fault = FaultKind.ALL.get(kind);
      for (int struck : List.of(1, 3, 5)) {
        String name = "k" + kind + "-m" + struck;
        cases.add(new FaultCase(fault, struck, name + "-alone"));
        cases.add(new FaultCase(fault, struck, name + "-beside"));
      }
      cases.add(new FaultCase(fault, 0, "k" + kind + "-neighbour"));
    }
    return cases;
  }

  private Map<FaultCase, Client.Customer> sayAll(List<FaultCase> cases) throws Exception {
    var customers = new LinkedHashMap<FaultCase, Client.Customer>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var saying = new LinkedHashMap<FaultCase, Future<Client.Customer>>();
      cases.forEach(one -> saying.put(one, threads.submit(() -> say(one))));
      for (FaultCase one : cases) {
        customers.put(one, saying.get(one).get());
      }
    }
    return customers;
  }

  private Client.Customer say(FaultCase one) {
    var customer = client.customer(one.userId());
    if (one.struck() > 0) {
      assertThat(client.post("/local/genesys/faults", one.fault()).status()).isEqualTo(200);
    }
    for (String text : FaultCase.TEXTS) {
      assertThat(customer.say("m" + text, text).status()).isEqualTo(202);
    }
    return customer;
  }

  /** The states of each as soon as they are as expected, or the last that were seen. */
  private static Map<FaultCase, List<String>> settled(Map<FaultCase, Client.Customer> customers) {
    var states = new ConcurrentHashMap<FaultCase, List<String>>();
    var open = new ArrayList<>(customers.keySet());
    Supplier<Integer> left =
        () -> {
          open.removeIf(
              one -> {
                states.put(one, FaultCase.states(customers.get(one)));
                return states.get(one).equals(one.expected());
              });
          return open.size();
        };
    if (eventually(left, count -> count == 0) > 0) {
      eventually(left, count -> count == 0);
    }
    return states;
  }

  private Map<String, List<JsonNode>> calls() {
    return StreamSupport.stream(client.get("/local/genesys/received").json().spliterator(), false)
        .filter(call -> call.path("path").asText().endsWith("/inbound/open/message"))
        .collect(Collectors.groupingBy(call -> call.at("/body/channel/from/id").asText()));
  }

  private long parked() {
    return StreamSupport.stream(client.get("/local/queues").json().spliterator(), false)
        .filter(queue -> queue.path("name").asText().endsWith("parking.fifo"))
        .mapToLong(queue -> queue.path("visible").asLong())
        .sum();
  }

  /** Prints the matrix, one line for each customer who was struck; returns what is wrong. */
  private static List<String> report(
      List<FaultCase> cases, Map<FaultCase, List<String>> states, Map<String, List<JsonNode>> calls)
      throws IOException {
    var lines = new ArrayList<String>();
    lines.add("| fault | of five | beside others | ends | requests | taken | as it should |");
    lines.add("|---|---|---|---|---|---|---|");
    var wrong = new LinkedHashMap<String, List<String>>();
    for (FaultCase one : cases) {
      List<JsonNode> mine = calls.getOrDefault(one.userId(), List.of());
      List<String> faults = one.faultsOf(states.get(one), mine);
      if (!faults.isEmpty()) {
        wrong.put(one.userId() + " " + one.kind().name(), faults);
      }
      if (one.struck() > 0) {
        lines.add(line(one, states.get(one), mine, faults));
      }
    }
    Files.write(REPORT, lines);
    System.out.println(String.join("\n", lines));
    return wrong.entrySet().stream().map(Object::toString).toList();
  }

  private static String line(
      FaultCase one, List<String> states, List<JsonNode> calls, List<String> faults) {
    String state = states.size() < one.struck() ? "missing" : states.get(one.struck() - 1);
    return "| %s | %d | %s | %s | %d | %d | %s |"
        .formatted(
            one.kind().name(),
            one.struck(),
            one.userId().endsWith("beside") ? "yes" : "no",
            state,
            one.requests(calls),
            one.taken(calls, Integer.toString(one.struck())),
            faults.isEmpty() ? "yes" : String.join("; ", faults));
  }
}
