package tidings.ops;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
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
          + " with 1 if something that was said is not there. All is sorted in memory: give Java"
          + " about 1 GB for a million items.",
      "",
      "  tidings import --stack tidings --file export/ --dry-run",
      "  tidings import --stack tidings --table transcripts > report.txt"
    })
final class ImportCommand implements Callable<Integer> {
  private static final int AT_ONCE = 16;
  private static final int TELL_EVERY = 1000;

  private final PrintWriter out;
  private final Clock clock;

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
      return report(importing, plan);
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

  private int report(Importing importing, ImportPlan plan) {
    var conversations = plan.conversations();
    List<BlueprintItem.Unfit> skipped = new ArrayList<>(plan.unfit());
    List<Importing.End.Sent> sent = new ArrayList<>();
    int there = 0;
    for (Importing.End end : bring(importing, conversations)) {
      switch (end) {
        case Importing.End.Sent it -> sent.add(it);
        case Importing.End.There it -> {
          there++;
          say("there", it.row().key(), "was there before");
        }
        case Importing.End.Refused(var row, String why, boolean loss) ->
            skipped.add(new BlueprintItem.Unfit(row.key(), why, loss));
      }
    }
    skipped.forEach(it -> say("skipped", it.key(), it.why()));
    Set<Importing.End.Sent> missing =
        dryRun ? Set.of() : new LinkedHashSet<>(awaited(importing, sent));
    sent.stream().filter(it -> !missing.contains(it)).forEach(it -> say(it, dryRun));
    missing.forEach(it -> say("missing", it.row().key(), "is sent and not there: run again"));
    out.printf(
        "%d %s, %d there before, %d skipped, %d missing%n",
        sent.size() - missing.size(),
        dryRun ? "would be imported" : "imported",
        there,
        skipped.size(),
        missing.size());
    return missing.isEmpty() && skipped.stream().noneMatch(BlueprintItem.Unfit::loss) ? 0 : 1;
  }

  private void say(Importing.End.Sent sent, boolean dryRun) {
    String key = sent.row().key();
    if (dryRun) {
      say("would be", key, "imported");
    } else {
      say("imported", key, "is there");
    }
  }

  private void say(String what, String key, String words) {
    out.printf("%-8s  %s  %s%n", what, key, words);
  }

  private List<Importing.End> bring(
      Importing importing, List<List<BlueprintItem.Row>> conversations) {
    var ends = new ArrayList<Importing.End>();
    try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<List<Importing.End>>> all =
          conversations.stream().map(rows -> threads.submit(() -> importing.bring(rows))).toList();
      for (Future<List<Importing.End>> one : all) {
        for (Importing.End end : one.get()) {
          ends.add(end);
          tell(ends.size(), dryRun ? "looked at" : "sent");
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return ends;
  }

  /** What has not arrived when nothing more does. */
  private List<Importing.End.Sent> awaited(Importing importing, List<Importing.End.Sent> sent) {
    List<Importing.End.Sent> missing = sent;
    Instant last = clock.instant();
    while (!missing.isEmpty() && last.plus(patience).isAfter(clock.instant())) {
      var left = missing.stream().filter(it -> !importing.isThere(it.chat(), it.row())).toList();
      if (left.size() < missing.size()) {
        last = clock.instant();
      }
      missing = left;
      if (!missing.isEmpty()) {
        spec.commandLine().getErr().printf("%d on their way%n", missing.size());
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      }
    }
    return missing;
  }

  private void tell(long count, String what) {
    if (count % TELL_EVERY == 0) {
      spec.commandLine().getErr().printf("%d %s%n", count, what);
    }
  }
}
