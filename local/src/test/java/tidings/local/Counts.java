package tidings.local;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How often each call is made for a message, as counted.
 *
 * @param each by operation; what is called for fewer than one of a hundred messages is left out
 * @param items how many items a transaction writes
 */
record Counts(Map<String, Double> each, double items) {
  static final String DELETE = "Sqs.DeleteMessageBatch";
  private static final String SEND = "Sqs.SendMessage";
  private static final double RARE = 0.01;

  /**
   * What a message makes of calls to engines. Looking for shards is none of it, nor for messages:
   * each delete goes with a receive, and receives in vain are no message's.
   */
  private static final Pattern OF_MESSAGES =
      Pattern.compile(
          "Sqs[.](Send|DeleteMessage).*|Sns[.]Publish"
              + "|DynamoDb[.](Query|(Get|Put|Update|TransactWrite)Items?)|.*[.]GetRecords");

  Counts {
    each = Collections.unmodifiableMap(new TreeMap<>(each));
  }

  static Counts of(List<Tally.Call> calls, int messages) {
    var each = new TreeMap<String, Double>();
    for (Tally.Call call : calls) {
      if (OF_MESSAGES.matcher(call.operation()).matches()) {
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

  /** How many calls of the kind fall to the message with this number. */
  int due(String operation, int number) {
    return share(each.getOrDefault(operation, 0.0), number);
  }

  /** How many items the transaction with this number has. */
  int items(int number) {
    return share(items, number);
  }

  /**
   * How many messages the receive with this number gets, so that all are received that are sent.
   */
  int received(int number) {
    return share(each.getOrDefault(SEND, 0.0) / each.getOrDefault(DELETE, 1.0), number);
  }

  /** So many for this number that there are as many as that for each on average. */
  private static int share(double each, int number) {
    return (int) (Math.floor((number + 1) * each) - Math.floor(number * each));
  }
}
