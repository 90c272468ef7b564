package tidings.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose among what is parked; all that are given must hold. */
final class Selection {
  @Option(
      names = "--reason",
      paramLabel = "CODE",
      description =
          "Only what was parked for this reason: its code, such as refused, expired, outage or"
              + " crashed. May be repeated.")
  private Set<String> reasons = new HashSet<>();

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      description = "Only what was parked longer ago than this, such as 90s, 15m, 4h or 3d.")
  private @Nullable Duration olderThan;

  @Option(
      names = "--younger-than",
      paramLabel = "AGE",
      description = "Only what was parked more recently than this.")
  private @Nullable Duration youngerThan;

  /** Returns true if any of the options was given. */
  boolean isGiven() {
    return !reasons.isEmpty() || olderThan != null || youngerThan != null;
  }

  /** Those of the messages that are meant. */
  List<ParkedMessage> of(List<ParkedMessage> messages, Instant now) {
    return messages.stream().filter(message -> isMeant(message, now)).toList();
  }

  private boolean isMeant(ParkedMessage message, Instant now) {
    Duration age = Duration.between(message.since(), now);
    return (reasons.isEmpty() || reasons.contains(message.parked().code()))
        && (olderThan == null || age.compareTo(olderThan) > 0)
        && (youngerThan == null || age.compareTo(youngerThan) < 0);
  }
}
