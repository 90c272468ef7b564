package tidings.notifier;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * The parts of a transaction on the device table; each holds only if its row is as it was read.
 *
 * @param now what rows expire by
 */
record Writes(String table, Instant now) {
  static final Duration KEPT = Duration.ofDays(270);
  private static final Duration OWNER_KEPT = Duration.ofDays(300);

  /** The device as it registers; what it was told of stays. */
  TransactWriteItem device(Device device, Optional<Device> before) {
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

  /** The device as its token's owner. */
  TransactWriteItem owner(Device device, Optional<Owner> before) {
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

  /** The device goes, unless it was registered again. */
  TransactWriteItem noDevice(Device device) {
    return delete(device.id().key(), Condition.all(device.registration()));
  }

  /** Whatever device this is goes, as far as it still has this token. */
  TransactWriteItem noDevice(Device.Id id, String tokenHash) {
    var hasToken = Condition.all(Map.of("tokenHash", AttributeValue.fromS(tokenHash)));
    return delete(id.key(), hasToken.orAbsent());
  }

  /** The device's claim to its token goes, unless the token has another owner. */
  TransactWriteItem noOwner(Device device) {
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

  private AttributeValue expiry(Duration kept) {
    return AttributeValue.fromN(Long.toString(now.plus(kept).getEpochSecond()));
  }
}
