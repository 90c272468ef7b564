package tidings.ops;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Brings over what the blueprint's tables hold. */
@Command(
    name = "import",
    description = "Brings transcripts and offers over from the tables of Genesys' blueprint.",
    footer = {
      "",
      "Takes what 'aws dynamodb export-table-to-point-in-time' wrote (DYNAMODB_JSON; one file or"
          + " the folder, packed or not), or reads the table itself, page after page. Messages and"
          + " offers are told apart by themselves.",
      "",
      "Imported messages keep their times and their order, alert nobody, count as read, and are"
          + " never sent to Genesys. Run twice, nothing is there twice. Transcripts are in the order"
          + " in which they were written: import before customers write here, or the old stands"
          + " after the new. What is older than a customer's erasure is not brought back.",
      "",
      "Prints each item with its key (id and time), and at the end whether all have arrived. Ends"
          + " with 1 if something that was said is not there. All is sorted in memory: about 1 GB for"
          + " a million items, which JDK_JAVA_OPTIONS=-Xmx1g gives Java.",
      "",
      "  tidings import --stack tidings --file export/ --dry-run",
      "  tidings import --stack tidings --table transcripts > report.txt"
    })
final class ImportCommand implements Callable<Integer> {
  private static final int AT_ONCE = 16;
  private static final int TELL_EVERY = 1000;

  private final PrintWriter out;
  private final Clock clock;
  private long worked;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Place place = new Place();

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(names = "--dry-run", description = "Only say what would be imported, and what not.")
  private boolean dryRun;

  @Option(
      names = "--offers-as",
      paramLabel = "ID",
      description =
          "Where offers go whose id is not in OfferIntegrationIds: one that is. Without it they are"
              + " skipped.")
  private @Nullable String offersAs;

  @Option(
      names = "--patience",
      paramLabel = "AGE",
      defaultValue = "5m",
      description =
          "How long to wait for the next message to arrive, such as 90s or 15m. Default: 5m.")
  private Duration patience = Duration.ofMinutes(5);

  ImportCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Where the items are. */
  static final class Source {
    @Option(
        names = "--file",
        paramLabel = "PATH",
        required = true,
        description = "An export's data file, or the folder with all of them.")
    private @Nullable Path file;

    @Option(
        names = "--table",
        paramLabel = "NAME",
        required = true,
        description = "The blueprint's table, in the stack's account and region.")
    private @Nullable String table;
  }

  @Override
  public Integer call() {
    Connection connection = dryRun ? place.connect() : place.connectToChange();
    try (var dynamo = connection.dynamo();
        var sqs = connection.sqs();
        var manager = connection.secrets()) {
      var plan = new ImportPlan(served(connection));
      if (source.file != null) {
        Export.read(source.file, item -> tell(plan.add(item), "read"), plan::broken);
      } else if (source.table != null) {
        Export.scan(dynamo, source.table, item -> tell(plan.add(item), "read"));
      }
      var importing =
          new Importing(
              new Rows(dynamo, connection.output("ChatTableName")),
              connection.queue(sqs, "TranscriptQueueUrl"),
              new SecretStore(manager, connection).installationKey(),
              dryRun);
      return bring(importing, plan);
    }
  }

  private ImportPlan.Served served(Connection connection) {
    List<String> offers = connection.list("OfferIntegrationIds");
    if (offersAs != null && !offers.contains(offersAs)) {
      throw new Misuse(
          "%s is not in OfferIntegrationIds: one of %s"
              .formatted(offersAs, String.join(", ", offers)));
    }
    return new ImportPlan.Served(connection.list("IntegrationIds"), offers, offersAs);
  }

  private int bring(Importing importing, ImportPlan plan) {
    var report = new ImportReport(out, dryRun);
    List<List<BlueprintItem.Row>> conversations = plan.conversations();
    plan.unfit().forEach(report::skipped);
    var underway = new ArrayList<Deque<Importing.End.Sent>>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      each(threads, conversations, importing::bring, ends -> underway.add(sent(ends, report)));
      underway.removeIf(Deque::isEmpty);
      await(threads, underway, importing, report);
    }
    underway.forEach(left -> left.forEach(it -> report.missing(it.row())));
    return report.end();
  }

  /** What is to be waited for; of the rest it is said how it ended. */
  private Deque<Importing.End.Sent> sent(List<Importing.End> ends, ImportReport report) {
    var sent = new ArrayDeque<Importing.End.Sent>();
    for (Importing.End end : ends) {
      switch (end) {
        case Importing.End.Sent it when dryRun -> report.imported(it.row());
        case Importing.End.Sent it -> sent.add(it);
        case Importing.End.There it -> report.there(it.row());
        case Importing.End.Refused(var row, String why, boolean loss) ->
            report.skipped(new BlueprintItem.Unfit(row.key(), why, loss));
      }
      tell(++worked, dryRun ? "looked at" : "sent");
    }
    return sent;
  }

  /** Returns when all have arrived, or for a while nothing more has. */
  private void await(
      ExecutorService threads,
      List<Deque<Importing.End.Sent>> underway,
      Importing importing,
      ImportReport report) {
    Instant end = clock.instant().plus(patience);
    while (!underway.isEmpty() && end.isAfter(clock.instant())) {
      var arrived = new ArrayList<Importing.End.Sent>();
      each(threads, underway, importing::arrived, arrived::addAll);
      arrived.forEach(it -> report.imported(it.row()));
      underway.removeIf(Deque::isEmpty);
      if (!arrived.isEmpty()) {
        end = clock.instant().plus(patience);
      }
      if (!underway.isEmpty()) {
        say(underway.stream().mapToInt(Deque::size).sum() + " on their way");
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }
  }

  /** Works all of them side by side, and takes the results in their order. */
  private static <A, B> void each(
      ExecutorService threads, List<A> all, Function<A, B> work, Consumer<B> result) {
    try {
      List<Future<B>> results =
          all.stream().map(one -> threads.submit(() -> work.apply(one))).toList();
      for (Future<B> one : results) {
        result.accept(one.get());
      }
    } catch (ExecutionException e) {
      threads.shutdownNow();
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private void tell(long count, String what) {
    if (count % TELL_EVERY == 0) {
      say(count + " " + what);
    }
  }

  private void say(String words) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(words);
    err.flush();
  }
}
