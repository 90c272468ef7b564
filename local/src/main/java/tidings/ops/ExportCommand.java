package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;
import tidings.message.MediaKeys;
import tidings.message.MessageJson;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Entry;

/** Writes all of one user to files. */
@Command(
    name = "export",
    description = "Writes all that is kept of one customer to a folder.",
    footer = {
      "",
      "messages.jsonl has each message and offer as it is kept, a JSON object a line, in the order of"
          + " each conversation; media has the files under the names by which messages know them;"
          + " devices.jsonl and parked.jsonl the rest. Push tokens are not kept, only their hashes,"
          + " which are left out. Genesys' own copy of the conversation is not ours to export.",
      "",
      "  tidings export --stack tidings --user rana --to rana"
    })
final class ExportCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final Clock clock;

  @Mixin private final Place place = new Place();
  @Mixin private final Customer customer = new Customer();

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      required = true,
      description = "Where to; made if it is not there, refused if something is in it.")
  private Path to = Path.of("");

  ExportCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    refuseFull();
    Connection connection = place.connect();
    try (var own = customer.belongings(connection);
        var sqs = connection.sqs()) {
      var sight = ParkingLot.look(sqs, connection.output("ParkingQueueUrl"), clock);
      Files.createDirectories(to.resolve("media"));
      write(
          "messages.jsonl",
          own.rows().stream().map(ExportCommand::message).flatMap(Optional::stream));
      write("devices.jsonl", own.devices().stream().map(ExportCommand::device));
      write("parked.jsonl", sight.messages().stream().filter(own::own).map(ParkedMessage::body));
      List<S3Object> files = own.files();
      for (S3Object file : files) {
        Path place = to.resolve("media").resolve(name(own, file));
        Files.createDirectories(place.getParent());
        Files.write(place, own.file(file));
      }
      out.printf("%-16s %d%n", "media", files.size());
      sight.gap().ifPresent(out::println);
      return sight.unseen() == 0 ? 0 : 1;
    }
  }

  private void refuseFull() throws IOException {
    if (Files.isRegularFile(to)) {
      throw new Misuse(to + " is a file: name a folder");
    }
    if (Files.isDirectory(to)) {
      try (var there = Files.list(to)) {
        if (there.findAny().isPresent()) {
          throw new Misuse("there is something in " + to + ": name another folder");
        }
      }
    }
  }

  private static String name(Belongings own, S3Object file) {
    return file.key().substring(MediaKeys.folder(own.user()).length());
  }

  private void write(String name, Stream<? extends JsonNode> items) {
    List<String> lines = items.map(MessageJson::write).toList();
    try {
      Files.write(to.resolve(name), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.printf("%-16s %d%n", name, lines.size());
  }

  /** The rows that are messages; the others count, mark and number them. */
  private static Optional<ObjectNode> message(Map<String, AttributeValue> row) {
    if (!ChatKeys.sortKey(row).startsWith("log#")
        || !(Entry.from(row) instanceof Entry.Said said)) {
      return Optional.empty();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("feed", ChatKeys.sortKey(row).split("#", -1)[1]).put("seq", said.seq());
    json.set("message", tree(said.message()));
    put(json, "delivery", said.delivery());
    put(json, "acknowledgedAt", said.acknowledgedAt());
    return Optional.of(json);
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.set(name, tree(value));
    }
  }

  private static JsonNode tree(Object value) {
    return MessageJson.read(MessageJson.write(value), JsonNode.class);
  }

  private static ObjectNode device(Map<String, AttributeValue> row) {
    var read = new Attributes(row);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("device", read.text("sk").substring("device#".length()));
    for (String name : List.of("platform", "locale", "appVersion", "lastSeen")) {
      json.put(name, read.text(name));
    }
    return json;
  }
}
