package tidings.notifier;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import tidings.message.UserKey;

/** The device table. Every read is consistent. */
final class Devices {
  private static final Duration KEPT = Duration.ofDays(270);
  private static final Duration OWNER_KEPT = Duration.ofDays(300);

  private final DynamoDbClient dynamo;
  private final String table;
  private final Clock clock;

  Devices(DynamoDbClient dynamo, String table, Clock clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.clock = clock;
  }

  /** The user's devices that were seen lately. */
  List<Device> of(UserKey user) {
    var rows =
        dynamo.queryPaginator(
            query ->
                query
                    .tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk and begins_with(sk, :sk)")
                    .expressionAttributeValues(
                        Map.of(
                            ":pk", AttributeValue.fromS(Device.PARTITION + user.value()),
                            ":sk", AttributeValue.fromS(Device.SORT))));
    var oldest = clock.instant().minus(KEPT);
    return rows.items().stream()
        .map(Device::from)
        .filter(device -> device.lastSeen().isAfter(oldest))
        .toList();
  }

  Optional<Device> find(Device.Id id) {
    return get(id.key()).map(Device::from);
  }

  Optional<Owner> owner(String tokenHash) {
    return get(Owner.key(tokenHash)).map(Owner::from);
  }

  /**
   * Registers the device as the owner of its token, in place of the owner that was read before;
   * what it was alerted to stays. The former owner's device goes, and so does this device's claim
   * to its former token.
   *
   * @return false if the rows are not any more as they were read
   */
  boolean register(Device device, Optional<Device> before, Optional<Owner> owner) {
    var writes = new ArrayList<TransactWriteItem>();
    writes.add(update(device, before));
    writes.add(put(device, owner));
    owner
        .filter(other -> !other.device().equals(device.id()))
        .ifPresent(
            other ->
                writes.add(delete(other.device().key(), holds(device.tokenHash()).orAbsent())));
    before
        .filter(old -> !old.tokenHash().equals(device.tokenHash()))
        .ifPresent(old -> writes.add(deleteOwner(old)));
    return write(writes);
  }

  /**
   * Removes the device and its token's owner row.
   *
   * @return false if it was registered again since it was read, or is not there
   */
  boolean remove(Device device) {
    var unchanged = Condition.all(device.registration());
    return write(List.of(delete(device.id().key(), unchanged), deleteOwner(device)));
  }

  /** Records that the device was alerted, unless it is gone or was alerted to something later. */
  void alerted(Device.Id id, Alert.Place place) {
    try {
      dynamo.updateItem(
          update ->
              update
                  .tableName(table)
                  .key(id.key())
                  .updateExpression("set #alerted = :position")
                  .conditionExpression(
                      "attribute_exists(pk)"
                          + " and (attribute_not_exists(#alerted) or #alerted < :position)")
                  .expressionAttributeNames(Map.of("#alerted", Device.alertedAttribute(place)))
                  .expressionAttributeValues(
                      Map.of(":position", AttributeValue.fromS(place.position()))));
    } catch (ConditionalCheckFailedException _) {
      return;
    }
  }

  private TransactWriteItem update(Device device, Optional<Device> before) {
    var condition = before.map(old -> Condition.all(old.registration())).orElse(Condition.ABSENT);
    var names = new HashMap<>(condition.names());
    var values = new HashMap<>(condition.values());
    var assignments = new StringJoiner(", ", "set ", "");
    var attributes = new HashMap<>(device.registration());
    attributes.put("ttl", expiry(KEPT));
    attributes.forEach(
        (name, value) -> {
          names.put("#" + name, name);
          values.put(":new_" + name, value);
          assignments.add("#%s = :new_%s".formatted(name, name));
        });
    return TransactWriteItem.builder()
        .update(
            update ->
                update
                    .tableName(table)
                    .key(device.id().key())
                    .updateExpression(assignments.toString())
                    .conditionExpression(condition.expression())
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values))
        .build();
  }

  private TransactWriteItem put(Device device, Optional<Owner> before) {
    var condition = before.map(old -> Condition.all(old.attributes())).orElse(Condition.ABSENT);
    var item = new HashMap<>(new Owner(device.id(), device.endpoint()).attributes());
    item.putAll(Owner.key(device.tokenHash()));
    item.put("ttl", expiry(OWNER_KEPT));
    var put = Put.builder().tableName(table).item(item).conditionExpression(condition.expression());
    if (!condition.values().isEmpty()) {
      put.expressionAttributeNames(condition.names()).expressionAttributeValues(condition.values());
    }
    return TransactWriteItem.builder().put(put.build()).build();
  }

  private TransactWriteItem deleteOwner(Device device) {
    var attributes = new Owner(device.id(), device.endpoint()).attributes();
    return delete(Owner.key(device.tokenHash()), Condition.all(attributes).orAbsent());
  }

  private TransactWriteItem delete(Map<String, AttributeValue> key, Condition condition) {
    return TransactWriteItem.builder()
        .delete(
            delete ->
                delete
                    .tableName(table)
                    .key(key)
                    .conditionExpression(condition.expression())
                    .expressionAttributeNames(condition.names())
                    .expressionAttributeValues(condition.values()))
        .build();
  }

  private static Condition holds(String tokenHash) {
    return Condition.all(Map.of("tokenHash", AttributeValue.fromS(tokenHash)));
  }

  private boolean write(List<TransactWriteItem> writes) {
    try {
      dynamo.transactWriteItems(transaction -> transaction.transactItems(writes));
      return true;
    } catch (TransactionCanceledException e) {
      if (e.cancellationReasons().stream().anyMatch(Devices::isOvertaken)) {
        return false;
      }
      throw e;
    }
  }

  private static boolean isOvertaken(CancellationReason reason) {
    return "ConditionalCheckFailed".equals(reason.code())
        || "TransactionConflict".equals(reason.code());
  }

  private Optional<Map<String, AttributeValue>> get(Map<String, AttributeValue> key) {
    var answer = dynamo.getItem(get -> get.tableName(table).key(key).consistentRead(true));
    return answer.hasItem() ? Optional.of(answer.item()) : Optional.empty();
  }

  private AttributeValue expiry(Duration kept) {
    return AttributeValue.fromN(Long.toString(clock.instant().plus(kept).getEpochSecond()));
  }
}
