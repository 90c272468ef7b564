package tidings.notifier;

import java.util.Arrays;
import java.util.Optional;

/** Who carries a push to a device: Google, Apple, or Apple for development builds. */
enum Platform {
  FCM("fcm", "GCM"),
  APNS("apns", "APNS"),
  APNS_SANDBOX("apns_sandbox", "APNS_SANDBOX");

  private final String wireName;
  private final String key;

  Platform(String wireName, String key) {
    this.wireName = wireName;
    this.key = key;
  }

  static Optional<Platform> of(String wireName) {
    return Arrays.stream(values())
        .filter(platform -> platform.wireName.equals(wireName))
        .findFirst();
  }

  /** The platform of an endpoint, {@code arn:…:endpoint/{platform}/{application}/{id}}. */
  static Optional<Platform> ofEndpoint(String arn) {
    return Arrays.stream(values())
        .filter(platform -> arn.contains(":endpoint/" + platform.key + "/"))
        .findFirst();
  }

  /** Its name at SNS, in ARNs and in messages. */
  String key() {
    return key;
  }

  /** The message attribute that says for how many seconds a push is worth delivering. */
  String timeToLive() {
    return "AWS.SNS.MOBILE." + name() + ".TTL";
  }

  /** Its name in the API and the table. */
  String wireName() {
    return wireName;
  }
}
