package tidings.ops;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.s3.model.S3Object;
import tidings.message.MediaKeys;

/** Writes all of one user to files. */
@Command(
    name = "export",
    description = "Writes all that is kept of one customer to a folder.",
    footer = {
      "",
      "messages.jsonl has each message and offer as it is kept, a JSON object a line, in the order of"
          + " each conversation; conversations.jsonl how far each was read; ledger.jsonl what was told"
          + " to Genesys; media has the files under the names by which messages know them;"
          + " devices.jsonl and parked.jsonl the rest. Push tokens are not kept, only their hashes,"
          + " which are left out. What an erasure has made void is left out, too. Genesys' own copy"
          + " of the conversation is not ours to export.",
      "",
      "Whatever cuts it off: run it again with the same folder, it goes on. Ends with 1 if another"
          + " command holds what is parked, so that the export is not whole.",
      "",
      "  tidings export --stack tidings --user rana --to rana"
    })
final class ExportCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Place place = new Place();
  @Mixin private final Customer customer = new Customer();

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description =
          "Where to; made if it is not there, refused if something is in it but an export that was"
              + " cut off.")
  private Path to = Path.of("");

  ExportCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    var folder = new ExportFolder(to, out, spec.commandLine().getErr());
    Connection connection = place.connect();
    try (var own = customer.belongings(connection);
        var sqs = connection.sqs()) {
      folder.begin();
      var exported = new Exported(own.erasure());
      folder.write("messages.jsonl", exported.messages(own.entries()));
      folder.write("conversations.jsonl", exported.conversations(own.heads()));
      folder.write("ledger.jsonl", exported.notes(own.ledger().stream()));
      folder.write("devices.jsonl", exported.devices(own.devices().stream()));
      var sight = ParkingLot.look(sqs, connection.output("ParkingQueueUrl"), clock);
      folder.write("parked.jsonl", exported.parked(sight.messages().stream().filter(own::own)));
      media(folder, own, exported);
      return end(folder, sight);
    }
  }

  private static void media(ExportFolder folder, Belongings own, Exported exported)
      throws IOException {
    List<S3Object> files = exported.files(own.files().stream()).toList();
    for (S3Object file : files) {
      String name = file.key().substring(MediaKeys.folder(own.user()).length());
      folder.fetch(name, file.size(), to -> own.fetch(file, to));
    }
    folder.tell("media", files.size());
  }

  private static int end(ExportFolder folder, ParkingLot.Sight sight) throws IOException {
    if (sight.gap().isPresent()) {
      folder.say(sight.gap().get() + ", then run this again");
      return 1;
    }
    folder.end();
    return 0;
  }
}
