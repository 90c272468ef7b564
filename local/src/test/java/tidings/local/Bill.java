package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tidings.lambda.Metric;
import tidings.message.MessageJson;

/** Tables of calls, and what a million of each costs by the prices of prices.json. */
final class Bill {
  private static final JsonNode PRICES = prices();

  private final StringBuilder markdown = new StringBuilder();

  String markdown() {
    return markdown.toString();
  }

  /**
   * Adds what happens once.
   *
   * @param requests how many HTTP requests begin it
   */
  void add(String name, int requests, List<Tally.Call> calls) {
    line("### " + name + "\n");
    line("| function | call | times | units |\n|---|---|---|---|");
    grouped(calls)
        .forEach((call, of) -> line("| %s | %d | %s |".formatted(call, of.size(), units(of))));
    line("\n| paid for | amount | $ a million |\n|---|---|---|");
    double sum = 0;
    for (var cost : costs(requests, calls).entrySet()) {
      double dollars = cost.getValue() * price(cost.getKey());
      sum += dollars;
      line("| %s | %s | %.2f |".formatted(cost.getKey(), number(cost.getValue()), dollars));
    }
    line("| **sum** | | **%.2f** |\n".formatted(sum));
  }

  /** Adds what a month costs without any traffic, as the template has it. */
  void addMonth(Watching watching) {
    line("| paid for | how many | $ a month |\n|---|---|---|");
    double sum = 0;
    for (var cost : monthly(watching).entrySet()) {
      double dollars = cost.getValue() * value("dollarsAMonth", cost.getKey());
      sum += dollars;
      line("| %s | %s | %.2f |".formatted(cost.getKey(), number(cost.getValue()), dollars));
    }
    for (var cost : polls(watching.template()).entrySet()) {
      double dollars = cost.getValue() * price(cost.getKey());
      sum += dollars;
      line(
          "| million %ss of Lambda's pollers | %s | %.2f |"
              .formatted(cost.getKey(), number(cost.getValue()), dollars));
    }
    line("| **sum** | | **%.2f** |\n".formatted(sum));
  }

  private static Map<String, Double> monthly(Watching watching) {
    RawTemplate template = watching.template();
    long own =
        watching.used().stream().filter(it -> it.namespace().equals(Metric.NAMESPACE)).count();
    var costs = new LinkedHashMap<String, Double>();
    costs.put(
        "metric that an alarm looks at",
        watching.watched().values().stream().mapToDouble(List::size).sum());
    costs.put("metric of our own", (double) own);
    costs.put("dashboard", (double) template.all("AWS::CloudWatch::Dashboard").size());
    costs.put("secret", (double) template.all("AWS::SecretsManager::Secret").size());
    return costs;
  }

  /** How many million times a month the queues that functions work are asked, day and night. */
  private static Map<String, Double> polls(RawTemplate template) {
    double ofOne =
        assumed("pollers of a queue")
            * assumed("hours a month")
            * 3600
            / assumed("s a long poll")
            / 1_000_000;
    var queues = template.all("AWS::SQS::Queue");
    var polls = new TreeMap<String, Double>();
    template.all("AWS::Serverless::Function").values().stream()
        .flatMap(function -> function.path("Events").valueStream())
        .map(event -> event.at("/Properties/Queue").asText().replace(".Arn", ""))
        .filter(queues::containsKey)
        .map(queue -> queues.get(queue).has("FifoQueue") ? "SQS FIFO request" : "SQS request")
        .forEach(request -> polls.merge(request, ofOne, Double::sum));
    return polls;
  }

  private void line(String line) {
    markdown.append(line).append('\n');
  }

  private static Map<String, List<Tally.Call>> grouped(List<Tally.Call> calls) {
    var grouped = new TreeMap<String, List<Tally.Call>>();
    for (Tally.Call call : calls) {
      grouped.merge(
          call.function() + " | " + call.operation(),
          List.of(call),
          (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }
    return grouped;
  }

  private static String units(List<Tally.Call> calls) {
    double units = calls.stream().mapToDouble(Tally.Call::units).sum();
    return units == 0 ? "" : number(units);
  }

  /** A queue and the stream hand each message over by itself; under load many share a batch. */
  private static Map<String, Double> costs(int requests, List<Tally.Call> calls) {
    long sent = count(calls, "Sqs.SendMessage");
    boolean notifies = calls.stream().anyMatch(call -> call.function().equals("NotifierFunction"));
    long invocations = requests + sent + (notifies ? 1 : 0);
    var costs = new LinkedHashMap<String, Double>();
    costs.put("HTTP API request", (double) requests);
    costs.put("Lambda invocation", (double) invocations);
    costs.put(
        "Lambda GB-second, arm64", assumed("GB of memory") * millis(calls, invocations) / 1000);
    costs.put("SQS FIFO request", 3.0 * sent);
    costs.put("DynamoDB write unit", units(calls, true));
    costs.put("DynamoDB read unit", units(calls, false));
    costs.put("SNS publish", (double) count(calls, "Sns.Publish"));
    costs.put("SNS push delivery", (double) count(calls, "Sns.Publish"));
    costs.put("KB of log", invocations * assumed("KB of log an invocation"));
    costs.values().removeIf(amount -> amount == 0);
    return costs;
  }

  private static double millis(List<Tally.Call> calls, long invocations) {
    double waited =
        calls.stream()
            .mapToDouble(
                call -> assumed("ms a call to " + call.operation().replaceFirst("\\..*", "")))
            .sum();
    return waited + invocations * assumed("ms an invocation itself");
  }

  private static long count(List<Tally.Call> calls, String operation) {
    return calls.stream().filter(call -> call.operation().equals(operation)).count();
  }

  private static double units(List<Tally.Call> calls, boolean writes) {
    return calls.stream()
        .filter(
            call ->
                call.operation().matches("DynamoDb\\.(Put|Update|Delete|TransactWrite).*")
                    == writes)
        .mapToDouble(Tally.Call::units)
        .sum();
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.3f", value).replaceFirst("0+$", "");
  }

  private static double price(String name) {
    return value("dollarsPerMillion", name);
  }

  private static double assumed(String name) {
    return value("assumed", name);
  }

  private static double value(String part, String name) {
    JsonNode value = PRICES.path(part).path(name);
    if (!value.isNumber()) {
      throw new IllegalStateException("prices.json has no " + part + " of " + name);
    }
    return value.asDouble();
  }

  private static JsonNode prices() {
    try (var file = Bill.class.getResourceAsStream("prices.json")) {
      return MessageJson.read(
          new String(file.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
