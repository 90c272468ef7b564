package tidings.local;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Tables that are called by the SDK alone: one with a stream, as the chat table has, for
 * transactions and reads, and one without.
 */
final class RawTable {
  private static final AttributeValue TEXT = AttributeValue.fromS("x".repeat(400));
  private static final int BATCH = 25;

  private final DynamoDbClient dynamo;
  private final DynamoDbStreamsClient streams;
  private final String chats = "raw-chats-" + System.nanoTime();
  private final String others = "raw-others-" + System.nanoTime();
  private final String streamArn;
  private String iterator;

  /** A customer, whose head's version and number of entries rise. */
  static final class User {
    private final String name;
    private long version;
    private long other;

    User(String name) {
      this.name = name;
    }

    String name() {
      return name;
    }
  }

  RawTable(DynamoDbClient dynamo, DynamoDbStreamsClient streams) {
    this.dynamo = dynamo;
    this.streams = streams;
    dynamo.createTable(
        table(chats)
            .streamSpecification(
                it -> it.streamEnabled(true).streamViewType(StreamViewType.NEW_IMAGE))
            .build());
    dynamo.createTable(table(others).build());
    this.streamArn = dynamo.describeTable(it -> it.tableName(chats)).table().latestStreamArn();
    this.iterator = opened();
    transact(new User("first"), 1);
  }

  /** The last shard from its oldest record on. */
  private String opened() {
    String shard =
        streams
            .describeStream(it -> it.streamArn(streamArn))
            .streamDescription()
            .shards()
            .getLast()
            .shardId();
    return streams
        .getShardIterator(
            it ->
                it.streamArn(streamArn)
                    .shardId(shard)
                    .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
        .shardIterator();
  }

  private static CreateTableRequest.Builder table(String name) {
    return CreateTableRequest.builder()
        .tableName(name)
        .billingMode(BillingMode.PAY_PER_REQUEST)
        .attributeDefinitions(List.of(string("pk"), string("sk")))
        .keySchema(List.of(key("pk", KeyType.HASH), key("sk", KeyType.RANGE)));
  }

  private static AttributeDefinition string(String name) {
    return AttributeDefinition.builder()
        .attributeName(name)
        .attributeType(ScalarAttributeType.S)
        .build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }

  /**
   * Makes one call of this kind.
   *
   * @param items of a transaction
   */
  void call(String operation, User user, int items) {
    switch (operation.replaceFirst(".*\\.", "")) {
      case "Query" -> query(user);
      case "GetItem" ->
          dynamo.getItem(
              it -> it.tableName(chats).consistentRead(true).key(key(user, "1#" + user.version)));
      case "PutItem" ->
          dynamo.putItem(
              it ->
                  it.tableName(others)
                      .item(item(user, "put" + user.other++))
                      .conditionExpression("attribute_not_exists(sk)"));
      case "UpdateItem" -> update(user);
      case "TransactWriteItems" -> transact(user, items);
      case "GetRecords" -> records();
      default -> throw new IllegalArgumentException("no raw form of " + operation);
    }
  }

  private void query(User user) {
    dynamo.query(
        it ->
            it.tableName(chats)
                .consistentRead(true)
                .keyConditionExpression("pk = :pk and sk between :first and :last")
                .expressionAttributeValues(
                    Map.of(
                        ":pk", AttributeValue.fromS(user.name),
                        ":first", AttributeValue.fromS("erased"),
                        ":last", AttributeValue.fromS("head$"))));
  }

  private void update(User user) {
    dynamo.updateItem(
        it ->
            it.tableName(others)
                .key(key(user, "phone"))
                .updateExpression("set badge = :badge, told = :told")
                .expressionAttributeValues(Map.of(":badge", number(user.other++), ":told", TEXT))
                .returnValues(ReturnValue.ALL_NEW));
  }

  /** The head first, which must be the one that is known; then what is new. */
  private void transact(User user, int items) {
    var writes = new ArrayList<TransactWriteItem>();
    var head = new HashMap<>(item(user, "head#chat"));
    head.put("version", number(++user.version));
    var put = Put.builder().tableName(chats).item(head);
    if (user.version == 1) {
      put.conditionExpression("attribute_not_exists(sk)");
    } else {
      put.conditionExpression("version = :version")
          .expressionAttributeValues(Map.of(":version", number(user.version - 1)));
    }
    writes.add(TransactWriteItem.builder().put(put.build()).build());
    for (int i = 1; i < items; i++) {
      var entry =
          Put.builder()
              .tableName(chats)
              .item(item(user, i + "#" + user.version))
              .conditionExpression("attribute_not_exists(sk)");
      writes.add(TransactWriteItem.builder().put(entry.build()).build());
    }
    dynamo.transactWriteItems(it -> it.transactItems(writes));
  }

  /** DynamoDB Local says now and then that a new stream was trimmed. */
  private synchronized void records() {
    try {
      var answer = streams.getRecords(it -> it.shardIterator(iterator).limit(BATCH));
      iterator = answer.nextShardIterator() == null ? opened() : answer.nextShardIterator();
    } catch (TrimmedDataAccessException _) {
      iterator = opened();
    }
  }

  private static Map<String, AttributeValue> item(User user, String sortKey) {
    var item = new HashMap<>(key(user, sortKey));
    item.put("text", TEXT);
    return item;
  }

  private static Map<String, AttributeValue> key(User user, String sortKey) {
    return Map.of("pk", AttributeValue.fromS(user.name), "sk", AttributeValue.fromS(sortKey));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }
}
