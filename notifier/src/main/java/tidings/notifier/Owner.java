package tidings.notifier;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.UserKey;
import tidings.table.Attributes;

/** The one device that holds a token, and the endpoint under which it does. */
record Owner(Device.Id device, String endpoint) {

  static Map<String, AttributeValue> key(String tokenHash) {
    return Map.of(
        "pk", AttributeValue.fromS("T#" + tokenHash), "sk", AttributeValue.fromS("owner"));
  }

  static Owner from(Map<String, AttributeValue> item) {
    var read = new Attributes(item);
    return new Owner(
        new Device.Id(new UserKey(read.text("user")), read.text("device")), read.text("endpoint"));
  }

  /** The attributes beside the key and the time to live. */
  Map<String, AttributeValue> attributes() {
    return Map.of(
        "user", AttributeValue.fromS(device.user().value()),
        "device", AttributeValue.fromS(device.name()),
        "endpoint", AttributeValue.fromS(endpoint));
  }
}
