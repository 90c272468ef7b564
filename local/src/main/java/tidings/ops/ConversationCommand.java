package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.message.Chat;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** Tells what happened to a message. */
@Command(
    name = "conversation",
    description = "Tells what happened to one message, step by step, from all that is kept of it.",
    footer = {
      "",
      "Reads the transcript, the ledger of what Genesys answered (30 days) and what is parked. A"
          + " message is found by its id and its customer: --user as the app names the customer, or"
          + " --conversation as log lines do, which is a hash and names nobody. Texts are not shown."
          + " At the end stands the query for CloudWatch Logs Insights that tells the rest: choose"
          + " the log groups of the functions.",
      "",
      "Ends with 1 if nothing at all is known of the message.",
      "",
      "  tidings conversation --stack tidings --message m-1 --user rana",
      "  tidings conversation --stack tidings --message m-1 --conversation 3pQ…"
    })
final class ConversationCommand implements Callable<Integer> {
  private final PrintWriter out;
  private final Clock clock;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private final Place place = new Place();

  @Option(
      names = "--message",
      paramLabel = "ID",
      required = true,
      description = "The message's id, as the app, Genesys' webhook and the log name it.")
  private String id = "";

  @ArgGroup(multiplicity = "1")
  private Customer customer = new Customer();

  @Option(
      names = "--integration",
      paramLabel = "ID",
      description = "The integration, or that of the offer; without it, the only one there is.")
  private @Nullable String integration;

  ConversationCommand(PrintWriter out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /** Whose message it is. */
  static final class Customer {
    @Option(names = "--user", paramLabel = "ID", required = true, description = "The customer.")
    private @Nullable String user;

    @Option(
        names = "--conversation",
        paramLabel = "KEY",
        required = true,
        description = "The customer's key: conversation in log lines.")
    private @Nullable String key;
  }

  @Override
  public Integer call() {
    Connection connection = place.connect();
    Chat chat = chat(connection);
    var all = new ArrayList<Happening>();
    Optional<Story.Found> found;
    try (var dynamo = connection.dynamo();
        var sqs = connection.sqs()) {
      var story = new Story(new Rows(dynamo, connection.output("ChatTableName")), chat, id);
      found = story.find();
      found.ifPresent(it -> all.addAll(story.told(it)));
      all.addAll(new LedgerRows(dynamo, connection.output("LedgerTableName")).of(chat, id));
      all.addAll(parked(sqs, connection.output("ParkingQueueUrl"), chat));
    }
    all.sort(Comparator.comparing(Happening::at));
    all.forEach(it -> out.printf("%s  %s%n", MessageJson.time(it.at()), it.words()));
    String now = found.map(Story.Found::now).orElse("not in the transcript, or erased");
    out.printf("%-24s  %s%n", "now", now);
    query(found.flatMap(Story.Found::requestId));
    return all.isEmpty() ? 1 : 0;
  }

  private Chat chat(Connection connection) {
    String where = integration == null ? connection.soleIntegration() : integration;
    if (customer.key == null) {
      try (var manager = connection.secrets()) {
        String user = customer.user == null ? "" : customer.user;
        var key = new SecretStore(manager, connection).installationKey();
        return SecretStore.chat(key, user, where);
      }
    }
    try {
      return new Chat(new UserKey(customer.key), customer.key, where);
    } catch (IllegalArgumentException _) {
      throw new Misuse(customer.key + " is no key: it has 43 characters in log lines");
    }
  }

  private List<Happening> parked(SqsClient sqs, String url, Chat chat) {
    var sight = ParkingLot.look(sqs, url, clock);
    sight.gap().ifPresent(spec.commandLine().getErr()::println);
    return sight.messages().stream()
        .filter(message -> message.messageId().equals(id) && isOf(message.body(), chat))
        .map(
            message ->
                new Happening(
                    message.since(),
                    "parked as %s: %s: %s"
                        .formatted(
                            message.id(), message.parked().code(), message.parked().reason())))
        .toList();
  }

  private static boolean isOf(JsonNode body, Chat chat) {
    return body.at("/chat/userKey").asText().equals(chat.userKey().value())
        && body.at("/chat/integrationId").asText().equals(chat.integrationId());
  }

  /** That of docs/runbook.md. */
  private void query(Optional<String> requestId) {
    String request = requestId.map(it -> " or requestId = \"" + it + "\"").orElse("");
    out.printf(
        """

        fields @timestamp, function, event, attempt, status, code, reason, genesysCorrelationId, requestId
        | filter messageId = "%s"%s
        | sort @timestamp
        """,
        id.replace("\\", "\\\\").replace("\"", "\\\""), request);
  }
}
