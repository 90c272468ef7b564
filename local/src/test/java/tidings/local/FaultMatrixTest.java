package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.atLast;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;

/** What Genesys may do to a message, and what becomes of it and of the messages around it. */
class FaultMatrixTest {
  private static final Wire WIRE = Wire.open();
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
                  "OutageRetrySeconds", "40",
                  "DispatchConcurrency", "60",
                  "GenesysEndpoint", WIRE.uri().toString())),
          Clock.systemUTC());

  private final Client client = new Client(STACK.uri());

  @BeforeAll
  static void connect() {
    WIRE.to(URI.create(new Client(STACK.uri()).config("genesysUrl")));
  }

  @AfterAll
  static void stop() {
    STACK.close();
    WIRE.close();
  }

  @Test
  void everyMessageEndsAsItShouldWhateverGenesysDoes() throws Exception {
    List<FaultCase> cases = cases();
    Map<FaultCase, Client.Customer> customers = sayAll(cases);
    Map<FaultCase, List<String>> states = settled(customers);

    assertThat(report("fault-matrix", cases, states)).isEmpty();
    List<String> expected = expectedParked(cases);
    assertThat(eventually(() -> parked(cases), parked -> parked.size() >= expected.size()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aRefusedConnectionEndsLikeAnyOutage() throws Exception {
    List<FaultCase> cases =
        Stream.of(1, 3, 5).map(m -> new FaultCase(FaultKind.REFUSED, m, "refused-m" + m)).toList();
    var customers = new LinkedHashMap<FaultCase, Client.Customer>();
    for (FaultCase one : cases) {
      customers.put(one, client.customer(one.userId()));
      say(one, customers.get(one), FaultCase.TEXTS.subList(0, one.struck() - 1));
    }
    eventually(() -> published(customers), count -> count == 6);
    WIRE.cut();
    for (FaultCase one : cases) {
      say(one, customers.get(one), FaultCase.TEXTS.subList(one.struck() - 1, one.struck()));
    }
    assertThat(eventually(() -> failed(customers), count -> count == 3)).isEqualTo(3);
    WIRE.mend();
    for (FaultCase one : cases) {
      say(one, customers.get(one), FaultCase.TEXTS.subList(one.struck(), 5));
    }

    assertThat(report("fault-matrix-refused", cases, settled(customers))).isEmpty();
    List<String> expected = expectedParked(cases);
    assertThat(eventually(() -> parked(cases), parked -> parked.size() >= expected.size()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static long published(Map<FaultCase, Client.Customer> customers) {
    return count(customers, "published");
  }

  private static long failed(Map<FaultCase, Client.Customer> customers) {
    return count(customers, "failed outage");
  }

  private static long count(Map<FaultCase, Client.Customer> customers, String state) {
    return customers.values().stream()
        .flatMap(customer -> FaultCase.states(customer).stream())
        .filter(state::equals)
        .count();
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
    say(one, customer, FaultCase.TEXTS);
    return customer;
  }

  private static void say(FaultCase one, Client.Customer customer, List<String> texts) {
    for (String text : texts) {
      assertThat(customer.say("m" + text, text).status()).as(one.userId()).isEqualTo(202);
    }
  }

  /** The states of each as soon as they are as expected, or when nothing changes any more. */
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
    int _ = atLast(left, count -> count == 0);
    return states;
  }

  private Map<String, List<JsonNode>> calls() {
    return StreamSupport.stream(client.get("/local/genesys/received").json().spliterator(), false)
        .filter(call -> call.path("path").asText().endsWith("/inbound/open/message"))
        .collect(Collectors.groupingBy(call -> call.at("/body/channel/from/id").asText()));
  }

  /** What lies in the parking queue of these customers, whole: whose, which, why and when. */
  private static List<String> parked(List<FaultCase> cases) {
    var said = new Operator(STACK.uri(), Clock.systemUTC()).run("parked", "--show-body");
    Set<String> users = cases.stream().map(FaultCase::userId).collect(Collectors.toSet());
    var lines = said.out().lines().toList();
    var parked = new ArrayList<String>();
    for (int i = 1; i + 1 < lines.size(); i += 2) {
      var errand = (Errand.Forward) MessageJson.read(lines.get(i + 1).strip(), Errand.class);
      assertThat(lines.get(i)).contains(errand.message().id().value(), " 20", "Genesys");
      assertThat(errand.message().body())
          .isEqualTo(Message.Text.of(errand.message().id().value().substring(1)));
      parked.add(errand.chat().userId() + " " + errand.message().id().value() + code(lines.get(i)));
    }
    parked.removeIf(line -> !users.contains(line.substring(0, line.indexOf(' '))));
    return parked;
  }

  private static String code(String line) {
    var code = Pattern.compile("[0-9][smhd]  ([A-Za-z-]+): ").matcher(line);
    return code.find() ? " " + code.group(1) : " ?";
  }

  private static List<String> expectedParked(List<FaultCase> cases) {
    return cases.stream()
        .filter(one -> one.struck() > 0 && !one.kind().end().parked().isEmpty())
        .map(one -> one.userId() + " m" + one.struck() + " " + one.kind().end().parked())
        .toList();
  }

  /** Prints the matrix, one line for each customer who was struck; returns what is wrong. */
  private List<String> report(
      String name, List<FaultCase> cases, Map<FaultCase, List<String>> states) throws IOException {
    Map<String, List<JsonNode>> calls = calls();
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
    Files.write(Path.of("target", name + ".md"), lines);
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
