package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import tidings.local.engines.Engines;
import tidings.local.lambda.Uses;

/** {@code docs/security.md} gives who operates exactly the rights that each command uses. */
class OperatorRightsTest {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");

  private final Map<String, Set<String>> used = new TreeMap<>();
  @TempDir private Path folder;

  @Test
  void thePageNamesTheRightsOfEachCommand() throws IOException {
    try (var stack = Stack.start(RunningStack.inMemory(RunningStack.TEMPLATE), Clock.systemUTC())) {
      var callers = Callers.of(stack.uri());
      var operator = new Operator(stack.uri(), Clock.systemUTC());
      prepare(callers, operator);

      runAll(operator, LocalAws.of(callers.client()));
    } finally {
      Uses.end();
    }

    Map<String, List<String>> page = Docs.read().table("docs/security.md", "command");
    Map<String, Set<String>> said = new TreeMap<>();
    page.keySet().forEach(command -> said.put(command, rights(page, command)));
    assertThat(Docs.differences("docs/security.md", "command", said, used)).isEmpty();
  }

  private void runAll(Operator operator, LocalAws aws) throws IOException {
    run(operator, aws, "tidings parked", "parked");
    run(operator, aws, "tidings redrive", "redrive", "--all");
    run(operator, aws, "tidings conversation", "conversation", "--message", "one", "--user", "r");
    run(operator, aws, "tidings doctor", "doctor");
    run(operator, aws, "tidings import --file", "import", "--file", items());
    makeTable(aws);
    run(operator, aws, "tidings import --table", "import", "--table", "transcripts");
    run(operator, aws, "tidings export", "export", "--user", "r", "--to", folder + "/r");
    run(operator, aws, "tidings erase", "erase", "--user", "r", "--yes");
    run(operator, aws, "tidings integration list", "integration", "list");
    run(operator, aws, "tidings integration create", "integration", "create", "--name", "Shop");
    run(operator, aws, "tidings integration update", "integration", "update");
    String[] app = {"platform-app", "--name", "a", "--service-account", serviceAccount()};
    run(operator, aws, "tidings platform-app", app);
    used.get("tidings platform-app").addAll(rightsOf(operator, aws, app));
  }

  private void run(Operator operator, LocalAws aws, String command, String... arguments) {
    used.computeIfAbsent(command, _ -> new TreeSet<>()).addAll(rightsOf(operator, aws, arguments));
  }

  private static Set<String> rightsOf(Operator operator, LocalAws aws, String... arguments) {
    Uses.begin();
    var said = operator.run(arguments);
    assertThat(said.err()).doesNotContain("tidings: ");
    var rights = new TreeSet<String>();
    for (Uses.Right right : Uses.of(Engines.OPERATORS_ACCESS_KEY)) {
      rights.add(on(right.resource(), aws) + " " + right.action());
    }
    return rights;
  }

  /** The output that names it. */
  private static String on(String resource, LocalAws aws) {
    if (resource.startsWith("arn:aws:sns:")) {
      return "PlatformApplicationArns";
    }
    for (var output : aws.aws().path("outputs").properties()) {
      String name = output.getValue().asText().replaceFirst(".*/", "");
      String bucketOrTable = Pattern.quote(name) + "(/.+)?";
      if (resource.equals(output.getValue().asText())
          || (!name.isEmpty() && resource.matches("arn:aws:.*[:/]" + bucketOrTable))) {
        return output.getKey();
      }
    }
    return resource.startsWith("arn:aws:sqs:") ? "the others" : resource.replaceFirst(".*/", "");
  }

  /** What a cell names: outputs, and the rights on them; also those of another command. */
  private static Set<String> rights(Map<String, List<String>> page, String command) {
    var rights = new TreeSet<String>();
    var on = new ArrayList<String>();
    boolean ended = true;
    for (String span :
        SPAN.matcher(page.get(command).get(1)).results().map(it -> it.group(1)).toList()) {
      if (span.startsWith("tidings ")) {
        rights.addAll(rights(page, span));
      } else if (span.contains(":")) {
        on.forEach(each -> rights.add(each + " " + span));
        ended = true;
      } else {
        if (ended) {
          on.clear();
        }
        on.add(span);
        ended = false;
      }
    }
    return rights;
  }

  private static void prepare(Callers callers, Operator operator) {
    Client client = callers.client();
    client.post("/local/genesys/faults", "{\"path\":\"/none.png\",\"status\":404}");
    var talk = new Talk(callers, "r");
    talk.begin();
    assertThat(eventually(talk::wrongs, List::isEmpty)).isEmpty();
    client.post("/local/genesys/say", "{\"body\":%s}".formatted(withFile(client)));
    client.post(
        "/local/genesys/say",
        "{\"body\":{\"id\":\"x\",\"type\":\"Text\",\"direction\":\"Outbound\"}}");
    eventually(() -> operator.run("parked").out(), out -> out.contains("3 parked"));
  }

  private static String withFile(Client client) {
    return """
        {"id":"f-1","type":"Text","direction":"Outbound","originatingEntity":"Human",
         "content":[{"contentType":"Attachment","attachment":{"mediaType":"Image",
          "url":"%s/api/v2/downloads/none.png","mime":"image/png"}}],
         "channel":{"id":"%s","to":{"id":"r"},"time":"2026-11-20T09:00:00.000Z"}}
        """
        .formatted(client.config("genesysUrl"), client.integrationId());
  }

  private String serviceAccount() throws IOException {
    return Files.writeString(folder.resolve("service.json"), "{\"private_key\":\"k\"}").toString();
  }

  private String items() throws IOException {
    String item =
        """
        {"Item":{"id":{"S":"o-1"},"type":{"S":"text"},"content":{"S":"Ten percent"},\
        "toId":{"S":"r"},"integrationId":{"S":"offers"},"time":{"S":"2025-03-01T08:00:00Z"}}}""";
    return Files.writeString(folder.resolve("items.json"), item).toString();
  }

  private static void makeTable(LocalAws aws) {
    var id = AttributeDefinition.builder().attributeName("id").attributeType("S").build();
    var key = KeySchemaElement.builder().attributeName("id").keyType("HASH").build();
    try (var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB")) {
      dynamo.createTable(
          create ->
              create
                  .tableName("transcripts")
                  .billingMode("PAY_PER_REQUEST")
                  .keySchema(key)
                  .attributeDefinitions(id));
      dynamo.putItem(put -> put.tableName("transcripts").item(offer()));
    }
  }

  private static Map<String, AttributeValue> offer() {
    return Map.of(
        "id", AttributeValue.fromS("o-2"),
        "content", AttributeValue.fromS("Ten percent"),
        "toId", AttributeValue.fromS("r"),
        "integrationId", AttributeValue.fromS("offers"),
        "time", AttributeValue.fromS("2025-03-01T08:00:00Z"));
  }
}
