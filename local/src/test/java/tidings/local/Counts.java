package tidings.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How often each call is made for a message, as counted.
 *
 * @param each by operation; what is called for fewer than one of a hundred messages is left out
 * @param items how many items a transaction writes
 */
record Counts(Map<String, Double> each, double items) {
  private static final double RARE = 0.01;

  /** What is no engine's is not among them. */
  private static final Set<String> ENGINES = Set.of("Sqs", "DynamoDb", "DynamoDb Streams", "Sns");

  Counts {
    each = Map.copyOf(each);
  }

  static Counts of(List<Tally.Call> calls, int messages) {
    var each = new TreeMap<String, Double>();
    for (Tally.Call call : calls) {
      if (ENGINES.contains(call.operation().replaceFirst("\\..*", ""))) {
        each.merge(call.operation(), 1.0 / messages, Double::sum);
      }
    }
    each.values().removeIf(count -> count < RARE);
    double units = 0;
    double transactions = 0;
    for (Tally.Call call : calls) {
      if (call.operation().endsWith(".TransactWriteItems")) {
        units += call.units();
        transactions++;
      }
    }
    return new Counts(each, units / 2 / Math.max(1, transactions));
  }

  /** How many calls fall to the message with this number, so that so many fall to each on average. */
  static int due(double each, int number) {
    return (int) (Math.floor((number + 1) * each) - Math.floor(number * each));
  }

  int items(int number) {
    return due(items, number);
  }

  double of(String operation) {
    return each.getOrDefault(operation, 0.0);
  }
}
