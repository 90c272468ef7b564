package tidings.ops;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what is parked. */
@Command(
    name = "parked",
    description = "Lists what could not be delivered or understood, each with its reason.",
    footer = {
      "",
      "ID tells a parked message from all others and is what redrive takes; MESSAGE is the app's or"
          + " Genesys' id of what was said; ATTEMPTS counts the times it was given up. Texts are"
          + " shown only with --show-body. While the command reads, no other sees what is parked; what"
          + " another holds is counted, and the command then ends with 1.",
      "",
      "  tidings parked --stack tidings",
      "  tidings parked --local http://127.0.0.1:8080 --reason outage --older-than 4h"
    })
final class ParkedCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final Clock clock;

  @Mixin private final Place place = new Place();
  @Mixin private final Selection selection = new Selection();

  @Option(
      names = "--show-body",
      description = "Show each message as it was, with what customers and agents wrote.")
  private boolean showBody;

  ParkedCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Connection connection = place.connect();
    ParkingLot.Sight sight;
    try (var sqs = connection.sqs()) {
      sight = ParkingLot.look(sqs, connection.output("ParkingQueueUrl"), clock);
    }
    List<ParkedMessage> selected = selection.of(sight.messages(), clock.instant());
    if (!selected.isEmpty()) {
      out.printf(
          "%-36s  %-9s  %-36s  %-36s  %-8s  %-20s  %4s  %s%n",
          "ID", "WHAT", "MESSAGE", "INTEGRATION", "ATTEMPTS", "TIME", "AGE", "REASON");
      selected.forEach(this::print);
    }
    out.printf("%d parked%n", selected.size());
    sight.gap().ifPresent(out::println);
    return sight.unseen() == 0 ? 0 : 1;
  }

  private void print(ParkedMessage message) {
    out.printf(
        "%-36s  %-9s  %-36s  %-36s  %-8d  %-20s  %4s  %s: %s%n",
        message.id(),
        message.kind(),
        message.messageId(),
        message.integrationId(),
        message.attempts(),
        message.since().truncatedTo(ChronoUnit.SECONDS),
        Ages.format(Duration.between(message.since(), clock.instant())),
        message.parked().code(),
        message.parked().reason());
    if (showBody) {
      out.printf("    %s%n", message.parked().body());
    }
  }
}
