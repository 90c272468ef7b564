package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tidings.message.MediaKeys;
import tidings.message.UserKey;

/**
 * What an installation still holds of a user, item by item, found without the operator's command:
 * all that bears the user's key, but for what tells that it was erased and for links to files that
 * are gone; and what is parked.
 */
record Remains(Client client, String user) {

  /** Where each item is, and its key. */
  Stream<String> items() {
    var aws = LocalAws.of(client);
    UserKey key = aws.userKey(user);
    try (var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB");
        var s3 = aws.client(S3Client.builder().forcePathStyle(true), "S3")) {
      var rows =
          Stream.of("ChatTableName", "LedgerTableName", "DeviceTableName")
              .flatMap(table -> rows(dynamo, aws.output(table), key));
      var files =
          s3
              .listObjectsV2Paginator(
                  list -> list.bucket(aws.output("MediaBucketName")).prefix(MediaKeys.folder(key)))
              .contents()
              .stream()
              .map(S3Object::key);
      return Stream.of(rows, files, parked()).flatMap(some -> some).toList().stream();
    }
  }

  private Stream<String> rows(DynamoDbClient dynamo, String table, UserKey key) {
    return dynamo.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
        .filter(item -> item.toString().contains(key.value()))
        .filter(item -> !sortKey(item).equals("erased"))
        .map(item -> table + " " + sortKey(item));
  }

  private static String sortKey(Map<String, AttributeValue> item) {
    return item.get("sk").s();
  }

  private Stream<String> parked() {
    return StreamSupport.stream(client.get("/local/queues/parked").json().spliterator(), false)
        .filter(parked -> parked.path("userId").asText().equals(user))
        .map(JsonNode::toString);
  }
}
