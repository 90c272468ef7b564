package tidings.notifier;

import java.util.Arrays;
import java.util.Optional;

/** Who carries a push to a device: Google, Apple, or Apple for development builds. */
enum Platform {
  FCM("fcm"),
  APNS("apns"),
  APNS_SANDBOX("apns_sandbox");

  private final String wireName;

  Platform(String wireName) {
    this.wireName = wireName;
  }

  static Optional<Platform> of(String wireName) {
    return Arrays.stream(values())
        .filter(platform -> platform.wireName.equals(wireName))
        .findFirst();
  }

  /** Its name in the API and the table. */
  String wireName() {
    return wireName;
  }
}
