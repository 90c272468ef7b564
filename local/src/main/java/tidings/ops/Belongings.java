package tidings.ops;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.message.Command;
import tidings.message.MediaKeys;
import tidings.message.MessageJson;
import tidings.message.UserKey;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Erasure;

/** All that an installation keeps of one user, wherever it is. */
final class Belongings implements AutoCloseable {
  private final Connection connection;
  private final UserKey user;
  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final SnsClient sns;

  Belongings(Connection connection, UserKey user) {
    this.connection = connection;
    this.user = user;
    this.dynamo = connection.dynamo();
    this.s3 = connection.client(S3Client.builder().forcePathStyle(true), "S3");
    this.sns = connection.client(SnsClient.builder(), "SNS");
  }

  UserKey user() {
    return user;
  }

  /** How many items the chat table has, but for what tells of an erasure. */
  long rows() {
    var query = partition("ChatTableName").select(Select.COUNT).build();
    long all = dynamo.queryPaginator(query).stream().mapToLong(page -> page.count()).sum();
    return erasure().isPresent() ? all - 1 : all;
  }

  /** The entries of all conversations and offers, read page by page. */
  Stream<Map<String, AttributeValue>> entries() {
    return beginning("log#");
  }

  /** Where each of them ends. */
  Stream<Map<String, AttributeValue>> heads() {
    return beginning("head#");
  }

  private Stream<Map<String, AttributeValue>> beginning(String sortKey) {
    var query =
        QueryRequest.builder()
            .tableName(connection.output("ChatTableName"))
            .consistentRead(true)
            .keyConditionExpression("pk = :pk and begins_with(sk, :sk)")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(ChatKeys.partition(user)),
                    ":sk", AttributeValue.fromS(sortKey)))
            .build();
    return dynamo.queryPaginator(query).items().stream();
  }

  /** The last erasure, if there was one. */
  Optional<Erasure> erasure() {
    var key = ChatKeys.key(user, ChatKeys.ERASED);
    var answer =
        dynamo.getItem(
            get -> get.tableName(connection.output("ChatTableName")).consistentRead(true).key(key));
    return Optional.of(answer.item()).filter(item -> !item.isEmpty()).map(Erasure::from);
  }

  /** Wishes that all be erased that was accepted until then; the projector does it. */
  void erase(SqsClient sqs, Instant at) {
    connection
        .queue(sqs, "TranscriptQueueUrl")
        .send(
            user.value(),
            List.of("erase", MessageJson.time(at)),
            MessageJson.write(new Command.Erase(user, at)));
  }

  /** Whether that has been done; what came since then is no matter. */
  boolean isErased(Instant at) {
    return erasure()
        .filter(erasure -> erasure.asked().equals(at) || !erasure.at().isBefore(at))
        .filter(this::isGone)
        .isPresent();
  }

  /** The keys of the files in the media bucket. */
  List<S3Object> files() {
    String bucket = connection.output("MediaBucketName");
    return s3
        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(MediaKeys.folder(user)))
        .contents()
        .stream()
        .toList();
  }

  /** Puts a file there; nothing may be there yet. */
  void fetch(S3Object file, Path to) {
    String bucket = connection.output("MediaBucketName");
    var _ = s3.getObject(get -> get.bucket(bucket).key(file.key()), to);
  }

  private boolean isGone(Erasure erasure) {
    return new Remains(dynamo, connection.output("ChatTableName"), user).isNothing(erasure)
        && files().stream().allMatch(file -> file.lastModified().isAfter(erasure.at()));
  }

  List<Map<String, AttributeValue>> devices() {
    return all("DeviceTableName");
  }

  /** The dispatcher's notes of what was told to Genesys. */
  List<Map<String, AttributeValue>> ledger() {
    return all("LedgerTableName");
  }

  private List<Map<String, AttributeValue>> all(String output) {
    return dynamo.queryPaginator(partition(output).build()).items().stream().toList();
  }

  private QueryRequest.Builder partition(String output) {
    return QueryRequest.builder()
        .tableName(connection.output(output))
        .consistentRead(true)
        .keyConditionExpression("pk = :pk")
        .expressionAttributeValues(Map.of(":pk", AttributeValue.fromS(ChatKeys.partition(user))));
  }

  /**
   * Deletes the device's endpoint at SNS first, so that what is cut off in between is found again;
   * then the device with its claim to the token, unless it was registered anew.
   */
  void removeDevice(Map<String, AttributeValue> device) {
    var read = new Attributes(device);
    sns.deleteEndpoint(delete -> delete.endpointArn(read.text("endpoint")));
    String table = connection.output("DeviceTableName");
    var owner =
        Map.of(
            "pk", AttributeValue.fromS("T#" + read.text("tokenHash")),
            "sk", AttributeValue.fromS("owner"));
    var unchanged = Map.of(":endpoint", AttributeValue.fromS(read.text("endpoint")));
    dynamo.transactWriteItems(
        write ->
            write.transactItems(
                gone(table, key(device), unchanged), gone(table, owner, unchanged)));
  }

  private static TransactWriteItem gone(
      String table, Map<String, AttributeValue> key, Map<String, AttributeValue> unchanged) {
    var delete =
        Delete.builder()
            .tableName(table)
            .key(key)
            .conditionExpression("attribute_not_exists(pk) or endpoint = :endpoint")
            .expressionAttributeValues(unchanged)
            .build();
    return TransactWriteItem.builder().delete(delete).build();
  }

  void removeNote(Map<String, AttributeValue> note) {
    String table = connection.output("LedgerTableName");
    dynamo.deleteItem(delete -> delete.tableName(table).key(key(note)));
  }

  private static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    var key = new HashMap<>(item);
    key.keySet().retainAll(List.of("pk", "sk"));
    return key;
  }

  /** Whether what is parked is about this user; what nobody could read names no one. */
  boolean own(ParkedMessage message) {
    return message.body().at("/chat/userKey").asText().equals(user.value());
  }

  @Override
  public void close() {
    dynamo.close();
    s3.close();
    sns.close();
  }
}
