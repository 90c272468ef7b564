package tidings.lambda;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All that our lines count and measure. CloudWatch keeps each by the function that emits it and by
 * nothing else, so that their number does not grow with the traffic.
 */
public enum Metric {
  /** First invocations of an instance, whether built or restored. */
  COLD_STARTS(Unit.COUNT),
  /** What failed for a reason that nobody foresaw, or because AWS did not answer. */
  FAILURES(Unit.COUNT),
  /** Webhooks with no signature, or a wrong one. */
  WEBHOOKS_REFUSED(Unit.COUNT),
  /** Messages of customers that became rows. */
  MESSAGES_FROM_CUSTOMERS(Unit.COUNT),
  /** Messages of agents and bots that became rows. */
  MESSAGES_FROM_AGENTS(Unit.COUNT),
  /** Offers that became rows. */
  OFFERS(Unit.COUNT),
  /** What came again and was recognised. */
  DUPLICATES(Unit.COUNT),
  /** What Genesys told that means nothing to us: unknown events, receipts of other states. */
  IGNORED(Unit.COUNT),
  /** What was set aside with its reason. */
  PARKED(Unit.COUNT),
  /** Users all of whose conversations were erased. */
  ERASURES(Unit.COUNT),
  /** From Genesys' webhook to the row that the app polls. */
  WEBHOOK_TO_ROW(Unit.MILLISECONDS),
  /** From the app's request to Genesys' yes, of first attempts. */
  APP_TO_GENESYS(Unit.MILLISECONDS),
  /** From the row to SNS' yes. */
  ROW_TO_PUSH(Unit.MILLISECONDS),
  /** Messages of customers that Genesys has taken. */
  MESSAGES_TAKEN(Unit.COUNT),
  /** Tries that are repeated because Genesys failed the message itself. */
  RETRIES_OF_MESSAGES(Unit.COUNT),
  /** Tries that are repeated because Genesys was out, throttled, or refused the login. */
  RETRIES_IN_OUTAGES(Unit.COUNT),
  /** Genesys said yes. */
  GENESYS_TAKEN(Unit.COUNT),
  /** Genesys refused, but for its rate limit. */
  GENESYS_REFUSED(Unit.COUNT),
  /** Genesys' rate limit was used up. */
  GENESYS_THROTTLED(Unit.COUNT),
  /** Genesys failed. */
  GENESYS_FAILED(Unit.COUNT),
  /** Genesys did not answer. */
  GENESYS_SILENT(Unit.COUNT),
  /** What is left of Genesys' rate limit. */
  RATE_HEADROOM(Unit.PERCENT),
  /** Genesys refused the OAuth client, or its secret could not be read. */
  LOGINS_REFUSED(Unit.COUNT),
  /** Files that came in, from customers or from agents. */
  MEDIA_BYTES(Unit.BYTES),
  /** Pushes that SNS has taken. */
  PUSHES_SENT(Unit.COUNT),
  /** Pushes to devices that are gone. */
  PUSHES_GONE(Unit.COUNT),
  /** Pushes that SNS refused for good: somebody must mend the set-up. */
  PUSHES_REFUSED(Unit.COUNT),
  /** Pushes that are tried again. */
  PUSHES_BUSY(Unit.COUNT),
  /** Pushes that came too late to be sent. */
  PUSHES_EXPIRED(Unit.COUNT);

  /** The units that are used of CloudWatch's (API reference, MetricDatum). */
  enum Unit {
    COUNT,
    MILLISECONDS,
    PERCENT,
    BYTES;

    String wireName() {
      return capitalised(name());
    }
  }

  /** Where CloudWatch keeps them. */
  public static final String NAMESPACE = "Tidings";

  /** The name of the one dimension. */
  public static final String DIMENSION = "function";

  private final Unit unit;

  Metric(Unit unit) {
    this.unit = unit;
  }

  Unit unit() {
    return unit;
  }

  /** Its name in CloudWatch, such as {@code MessagesTaken}. */
  public String wireName() {
    return Arrays.stream(name().split("_", -1))
        .map(Metric::capitalised)
        .collect(Collectors.joining());
  }

  private static String capitalised(String word) {
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }
}
