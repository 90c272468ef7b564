package tidings.ops;

import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends parked messages again. */
@Command(
    name = "redrive",
    description = "Sends again what is parked: one message, all, or those chosen.",
    footer = {
      "",
      "A customer's message opens its next attempt, exactly as if the customer had tried again; it"
          + " is refused where Genesys has it already. A file of an agent is fetched again. What"
          + " could not be understood goes back to its queue, of use after an upgrade. What"
          + " cannot be recognised by Genesys as a repetition (a text without an agent that may"
          + " have been sent, the end of a conversation) is sent again only when named by its id.",
      "",
      "A message leaves the parking queue once its new way has begun; what needs nothing any more"
          + " leaves it with --clear. Ends with 1 if anything was refused.",
      "",
      "  tidings redrive 15beb39a-d617-4995-8805-d09c90fe468c",
      "  tidings redrive --reason outage --younger-than 1d",
      "  tidings redrive --all --dry-run"
    })
final class RedriveCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final Clock clock;

  @Mixin private final Place place = new Place();
  @Mixin private final Selection selection = new Selection();

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The parked message's id, or that of what was said if only one is parked.")
  private @Nullable String id;

  @Option(names = "--all", description = "All that is parked.")
  private boolean all;

  @Option(names = "--dry-run", description = "Only say which messages are meant.")
  private boolean dryRun;

  @Option(
      names = "--clear",
      description = "Also remove what needs nothing any more: Genesys has it, or it is gone.")
  private boolean clear;

  RedriveCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    if ((id == null ? 0 : 1) + (all ? 1 : 0) + (selection.isGiven() ? 1 : 0) != 1) {
      throw new Misuse("say which: an ID, or --all, or --reason, --older-than, --younger-than");
    }
    Connection connection = dryRun ? place.connect() : place.connectToChange();
    try (var sqs = connection.sqs();
        var dynamo = connection.dynamo();
        var lot = ParkingLot.open(sqs, connection.output("ParkingQueueUrl"), clock)) {
      ParkingLot.Sight sight = lot.sight();
      List<ParkedMessage> chosen = chosen(sight);
      boolean done = true;
      if (dryRun) {
        chosen.forEach(message -> report(message, "would be redriven"));
      } else {
        done = redrive(chosen, lot, redriver(connection, sqs, dynamo));
      }
      sight.gap().ifPresent(out::println);
      return done && (sight.unseen() == 0 || id != null) ? 0 : 1;
    }
  }

  private Redriver redriver(Connection connection, SqsClient sqs, DynamoDbClient dynamo) {
    return new Redriver(
        new Rows(dynamo, connection.output("ChatTableName")),
        connection.queue(sqs, "TranscriptQueueUrl"),
        connection.queue(sqs, "DispatchQueueUrl"),
        clock);
  }

  /** In the order in which they were said, for that is how they go. */
  private List<ParkedMessage> chosen(ParkingLot.Sight sight) {
    if (id == null) {
      var chosen = new ArrayList<>(selection.of(sight.messages(), clock.instant()));
      chosen.sort(Comparator.comparing(ParkedMessage::saidAt));
      return chosen;
    }
    List<ParkedMessage> named =
        sight.messages().stream()
            .filter(message -> message.id().equals(id) || message.messageId().equals(id))
            .toList();
    if (named.size() != 1) {
      String found = named.isEmpty() ? "nothing is parked" : named.size() + " are parked";
      String gap = sight.gap().map(words -> "; " + words).orElse("");
      throw new Misuse(found + " under " + id + ": tidings parked tells the ids" + gap);
    }
    return named;
  }

  /** Returns false if something is left to be done. */
  private boolean redrive(List<ParkedMessage> chosen, ParkingLot lot, Redriver redriver) {
    int redriven = 0;
    int settled = 0;
    int refused = 0;
    boolean allRemoved = true;
    for (ParkedMessage message : chosen) {
      lot.keep();
      Redriver.Outcome outcome = redriver.redrive(message, id != null);
      report(message, outcome.words());
      switch (outcome) {
        case Redriver.Outcome.Redriven _ -> {
          redriven++;
          allRemoved &= remove(message, lot);
        }
        case Redriver.Outcome.Settled _ -> {
          settled++;
          allRemoved &= !clear || remove(message, lot);
        }
        case Redriver.Outcome.Refused _ -> refused++;
      }
    }
    out.printf(
        "%d redriven, %d needed nothing%s, %d refused%n",
        redriven, settled, clear ? " and were cleared away" : "", refused);
    return refused == 0 && allRemoved;
  }

  /** Returns false if it may still be parked; then it can be redriven again and goes once. */
  private boolean remove(ParkedMessage message, ParkingLot lot) {
    try {
      lot.remove(message);
      return true;
    } catch (SdkException e) {
      report(message, "is still parked, for SQS does not remove it: " + e.getMessage());
      return false;
    }
  }

  private void report(ParkedMessage message, String words) {
    out.printf("%s  %s %s  %s%n", message.id(), message.kind(), message.messageId(), words);
  }
}
