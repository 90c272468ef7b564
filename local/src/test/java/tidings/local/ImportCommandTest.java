package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The operator brings the blueprint's transcripts over, on the running stack. */
class ImportCommandTest {
  private final Client client = RunningStack.client();
  private final Operator operator = Operator.ofRunningStack();
  @TempDir private Path folder;

  @Test
  void aTranscriptIsThereInItsOldOrderAndOnceHoweverOften() throws IOException {
    String file =
        file(
            message("mover", "2", "Outbound", "How can I help?", "2025-03-01T08:00:05Z"),
            message("mover", "1", "Inbound", "Hello", "2025-03-01T08:00:00Z"));

    var first = operator.run("import", "--file", file);
    var second = operator.run("import", "--file", file);

    assertThat(first.out()).endsWith("2 imported, 0 there before, 0 skipped, 0 missing\n");
    assertThat(first.exitCode()).isZero();
    assertThat(second.out()).endsWith("0 imported, 2 there before, 0 skipped, 0 missing\n");
    var transcript = client.customer("mover").transcript();
    assertThat(Client.values(transcript.path("messages"), "text"))
        .containsExactly("Hello", "How can I help?");
    assertThat(transcript.path("badge").asInt()).isZero();
    assertThat(client.takenByGenesys("mover")).isEmpty();
  }

  @Test
  void whatCannotBeImportedIsToldWithItsKey() throws IOException {
    String file =
        file(
            message("leaver", "3", "Inbound", "", "2025-03-01T08:00:00Z"),
            message("leaver", "4", "Inbound", "Bye", "2025-03-01T08:00:01Z"),
            message("leaver", "5", "Inbound", "Bye", "2025-03-01T08:00:02Z")
                .replace(client.integrationId(), "elsewhere"),
            "torn");

    var end = operator.run("import", "--file", file);

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.linesWith("leaver-3 2025").getFirst()).startsWith("skipped").contains("nothing");
    assertThat(end.linesWith("leaver-5 2025").getFirst()).contains("elsewhere is not one of");
    assertThat(end.linesWith("items.json:4").getFirst()).contains("no item of an export");
    assertThat(end.linesWith("leaver-4 2025").getFirst()).startsWith("imported");
  }

  @Test
  void offersAreImportedWhereTheAppCanAskForThem() throws IOException {
    String file = file(offer("moved", "1", "offers"), offer("moved", "2", "bonus"));

    var first = operator.run("import", "--file", file);
    var second = operator.run("import", "--file", file, "--offers-as", "offers");

    assertThat(first.exitCode()).isEqualTo(1);
    assertThat(first.linesWith("moved-2 ").getFirst())
        .startsWith("skipped")
        .contains("bonus is not in OfferIntegrationIds");
    assertThat(second.out()).endsWith("1 imported, 1 there before, 0 skipped, 0 missing\n");
    assertThat(operator.run("import", "--file", file, "--offers-as", "elsewhere").err())
        .contains("elsewhere is not in OfferIntegrationIds: one of offers");
  }

  private static String offer(String user, String id, String integration) {
    return """
        {"Item":{"id":{"S":"%s-%s"},"type":{"S":"text"},"content":{"S":"Ten percent"},\
        "toId":{"S":"%s"},"integrationId":{"S":"%s"},"time":{"S":"2025-03-01T08:00:00Z"}}}"""
        .formatted(user, id, user, integration);
  }

  @Test
  void aDryRunChangesNothing() throws IOException {
    String file = file(message("importer", "6", "Inbound", "Hello", "2025-03-01T08:00:00Z"));

    var end = operator.run("import", "--file", file, "--dry-run");

    assertThat(end.out()).endsWith("1 would be imported, 0 there before, 0 skipped, 0 missing\n");
    assertThat(client.customer("importer").texts()).isEmpty();
  }

  @Test
  void aTableIsReadWhereItIs() {
    try (var dynamo = dynamo()) {
      dynamo.createTable(ImportCommandTest::transcripts);
      for (int i = 10; i < 40; i++) {
        var item = item("tenant-" + i, "2025-03-01T08:00:" + i + "Z");
        dynamo.putItem(put -> put.tableName("transcripts").item(item));
      }
    }

    var end = operator.run("import", "--table", "transcripts");

    assertThat(end.out()).endsWith("30 imported, 0 there before, 0 skipped, 0 missing\n");
    assertThat(client.customer("tenant").texts())
        .startsWith("text of tenant-10", "text of tenant-11")
        .hasSize(30);
  }

  @Test
  void whatIsNotThereIsSaidInALine() {
    var end = operator.run("import", "--table", "tidings-nowhere");

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.err())
        .startsWith("changes the local stack at ")
        .contains("\ntidings: ")
        .hasLineCount(2);
    assertThat(operator.run("import").exitCode()).isEqualTo(2);
    assertThat(operator.run("import", "--file", "nowhere.json").err())
        .contains("nowhere.json cannot be read");
  }

  private DynamoDbClient dynamo() {
    var aws = client.get("/local/config").json().path("aws");
    var credentials =
        AwsBasicCredentials.create(
            aws.path("accessKeyId").asText(), aws.path("secretAccessKey").asText());
    return DynamoDbClient.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .endpointOverride(URI.create(aws.at("/endpoints/DYNAMODB").asText()))
        .region(Region.of(aws.path("region").asText()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .build();
  }

  /** As the blueprint's guide says: id and channelTime. */
  private static void transcripts(CreateTableRequest.Builder table) {
    table
        .tableName("transcripts")
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .keySchema(List.of(key("id", KeyType.HASH), key("channelTime", KeyType.RANGE)))
        .attributeDefinitions(List.of(text("id"), text("channelTime")));
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  private static AttributeDefinition text(String name) {
    var text = AttributeDefinition.builder().attributeName(name);
    return text.attributeType(ScalarAttributeType.S).build();
  }

  private Map<String, AttributeValue> item(String id, String time) {
    return Map.of(
        "id", AttributeValue.fromS(id),
        "type", AttributeValue.fromS("Text"),
        "text", AttributeValue.fromS("text of " + id),
        "direction", AttributeValue.fromS("Inbound"),
        "channelId", AttributeValue.fromS(client.integrationId()),
        "channelFromId", AttributeValue.fromS("tenant"),
        "channelTime", AttributeValue.fromS(time));
  }

  private String file(String... lines) throws IOException {
    Path file = folder.resolve("items.json");
    return Files.writeString(file, String.join("\n", lines)).toString();
  }

  private String message(String user, String id, String direction, String text, String time) {
    boolean inbound = direction.equals("Inbound");
    return """
        {"Item":{"id":{"S":"%s-%s"},"type":{"S":"Text"},"text":{"S":"%s"},"direction":{"S":"%s"},\
        "channelId":{"S":"%s"},"channelTime":{"S":"%s"},"channelFromId":{"S":"%s"},\
        "channelToId":{"S":"%s"}}}"""
        .formatted(
            user,
            id,
            text,
            direction,
            client.integrationId(),
            time,
            inbound ? user : client.integrationId(),
            inbound ? client.integrationId() : user);
  }
}
