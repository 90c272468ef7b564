package tidings.ops;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Erases all of one user. */
@Command(
    name = "erase",
    description = "Erases all that is kept of one customer.",
    footer = {
      "",
      "The transcript and its files go through the transcript queue, behind all that was accepted"
          + " before; readers see at once that it is gone. Then go the ledger's notes, the devices with"
          + " their push endpoints, and what is parked. What the customer says afterwards is a new"
          + " beginning and stays. The report says what went, and what others still hold.",
      "",
      "Whatever cuts it off: run it again, it goes on. Ends with 1 if something is left.",
      "",
      "  tidings export --stack tidings --user rana --to rana",
      "  tidings erase --stack tidings --user rana --yes"
    })
final class EraseCommand implements Callable<Integer> {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int LOOKS_PER_WORD = 10;

  private final PrintWriter out;
  private final Clock clock;

  @Mixin private final Place place = new Place();
  @Mixin private final Customer customer = new Customer();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--yes", description = "It is meant; without this, nothing is done.")
  private boolean meant;

  @Option(
      names = "--patience",
      paramLabel = "AGE",
      defaultValue = "5m",
      description = "How long to wait for the transcript to go, such as 90s or 15m. Default: 5m.")
  private Duration patience = Duration.ofMinutes(5);

  EraseCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Connection connection = meant ? place.connectToChange() : place.connect();
    try (var own = customer.belongings(connection);
        var sqs = connection.sqs()) {
      long rows = own.rows();
      int files = own.files().size();
      if (!meant) {
        out.printf(
            "%d items of the transcript and %d files: say --yes to erase all%n", rows, files);
        return 1;
      }
      Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
      own.erase(sqs, at);
      boolean gone = isGone(own, at);
      out.printf("%-12s %d items, %d files%n", "transcript", rows, files);
      int notes = own.ledger().size();
      own.ledger().forEach(own::removeNote);
      out.printf("%-12s %d notes of what was told to Genesys%n", "ledger", notes);
      int devices = own.devices().size();
      own.devices().forEach(own::removeDevice);
      out.printf("%-12s %d, and their push endpoints%n", "devices", devices);
      boolean cleared = clear(own, sqs, connection.output("ParkingQueueUrl"));
      elsewhere();
      return gone && cleared ? 0 : 1;
    }
  }

  /** Waits until the projector has erased. */
  private boolean isGone(Belongings own, Instant at) {
    PrintWriter err = spec.commandLine().getErr();
    Instant end = clock.instant().plus(patience);
    int looks = 0;
    boolean gone = own.isErased(at);
    while (!gone && clock.instant().isBefore(end)) {
      if (looks % LOOKS_PER_WORD == 0) {
        err.println("waiting for the transcript to go");
        err.flush();
      }
      looks++;
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      gone = own.isErased(at);
    }
    if (!gone) {
      err.println("the transcript is not gone yet: look at the transcript queue, run this again");
    }
    return gone;
  }

  private boolean clear(Belongings own, SqsClient sqs, String url) {
    try (var lot = ParkingLot.open(sqs, url, clock)) {
      ParkingLot.Sight sight = lot.sight();
      List<ParkedMessage> parked = sight.messages().stream().filter(own::own).toList();
      for (ParkedMessage message : parked) {
        lot.keep();
        lot.remove(message);
      }
      long nobodys = sight.messages().stream().filter(one -> one.kind().equals("?")).count();
      out.printf("%-12s %d%n", "parked", parked.size());
      if (nobodys > 0) {
        out.printf("%-12s %d more that nobody could read: see tidings parked%n", "", nobodys);
      }
      sight.gap().ifPresent(gap -> out.printf("%-12s %s, then run this again%n", "", gap));
      return sight.unseen() == 0;
    }
  }

  private void elsewhere() {
    out.print(
        """

        Still held elsewhere:
        - backups of the tables: until 35 days have passed (point-in-time recovery)
        - pushes being tried again, and dead letters: up to 14 days
        - links to files that are gone: up to 8 days
        - log lines: a hash of the user id, no text, as long as logs are kept
        - Genesys: the conversation itself; ask for it by POST /api/v2/gdpr/requests
        What was on its way to Genesys meanwhile may have left a note or a file: run this again later.
        """);
    out.flush();
  }
}
