package tidings.notifier;

import static software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure.ALL_OLD;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import tidings.message.UserKey;

/** The device table. Every read is consistent. */
final class Devices {
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
    var oldest = clock.instant().minus(Writes.KEPT);
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
   * what it was told of stays. The former owner's device goes, and so does this device's claim to
   * its former token.
   *
   * @return false if the rows are not any more as they were read
   */
  boolean register(Device device, Optional<Device> before, Optional<Owner> owner) {
    Writes write = writes();
    var writes = new ArrayList<>(List.of(write.device(device, before), write.owner(device, owner)));
    owner
        .filter(other -> !other.device().equals(device.id()))
        .ifPresent(other -> writes.add(write.noDevice(other.device(), device.tokenHash())));
    before
        .filter(old -> !old.tokenHash().equals(device.tokenHash()))
        .ifPresent(old -> writes.add(write.noOwner(old)));
    return write(writes);
  }

  /**
   * Removes the device and its token's owner row.
   *
   * @return false if it was registered again since it was read, or is not there
   */
  boolean remove(Device device) {
    return write(List.of(writes().noDevice(device), writes().noOwner(device)));
  }

  /**
   * The device is about to be given this badge, unless that is older than the one it has.
   *
   * @return the device with the newest badge; empty if it is not there any more
   */
  Optional<Device> give(Device.Id id, Badge badge) {
    try {
      var answer =
          dynamo.updateItem(
              update ->
                  update
                      .tableName(table)
                      .key(id.key())
                      .updateExpression("set badge = :badge, badgeAt = :at")
                      .conditionExpression(
                          "attribute_exists(pk)"
                              + " and (attribute_not_exists(badgeAt) or badgeAt <= :at)")
                      .expressionAttributeValues(
                          Map.of(
                              ":badge", AttributeValue.fromN(Long.toString(badge.count())),
                              ":at", AttributeValue.fromN(Long.toString(badge.micros()))))
                      .returnValuesOnConditionCheckFailure(ALL_OLD)
                      .returnValues(ReturnValue.ALL_NEW));
      return Optional.of(Device.from(answer.attributes()));
    } catch (ConditionalCheckFailedException e) {
      return Optional.of(e.item()).filter(item -> !item.isEmpty()).map(Device::from);
    }
  }

  /**
   * The device has nothing more to hear of this place.
   *
   * @return the device as it is then; empty if it is not there any more
   */
  Optional<Device> settle(Device.Id id, Notice.Place place) {
    return advance(id, place, "delete owed :name")
        .or(
            () ->
                change(
                    id,
                    update ->
                        update
                            .updateExpression("delete owed :name")
                            .conditionExpression("attribute_exists(pk)")
                            .expressionAttributeValues(Map.of(":name", name(place)))));
  }

  /** The device waits for what stands at this place, while later places may come before. */
  void owe(Device.Id id, Notice.Place place) {
    advance(id, place, "add owed :name");
  }

  /** Returns nothing if the device is gone, or was told of something later. */
  private Optional<Device> advance(Device.Id id, Notice.Place place, String owed) {
    return change(
        id,
        update ->
            update
                .updateExpression("set #upTo = :position " + owed)
                .conditionExpression(
                    "attribute_exists(pk) and (attribute_not_exists(#upTo) or #upTo < :position)")
                .expressionAttributeNames(Map.of("#upTo", Told.UP_TO + place.sequence()))
                .expressionAttributeValues(
                    Map.of(
                        ":position",
                        AttributeValue.fromS(place.position()),
                        ":name",
                        name(place))));
  }

  private Optional<Device> change(Device.Id id, Consumer<UpdateItemRequest.Builder> change) {
    var update =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(id.key())
            .returnValues(ReturnValue.ALL_NEW);
    change.accept(update);
    try {
      return Optional.of(Device.from(dynamo.updateItem(update.build()).attributes()));
    } catch (ConditionalCheckFailedException _) {
      return Optional.empty();
    }
  }

  private static AttributeValue name(Notice.Place place) {
    return AttributeValue.fromSs(List.of(place.name()));
  }

  private Writes writes() {
    return new Writes(table, clock.instant());
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
}
