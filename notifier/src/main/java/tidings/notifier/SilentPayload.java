package tidings.notifier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/**
 * A push that sets the badge and neither shows nor sounds anything. Android has no such thing: the
 * app gets the number as data. iOS sets it by itself; APNs calls that an alert, for a background
 * push may not hold a badge (Apple, "Pushing background updates to your App").
 */
record SilentPayload(Badge badge, Duration timeToLive) {
  /** Of several that wait for the device only the last is delivered. */
  private static final String COLLAPSE = "badge";

  /** The message for SNS, structured by platform. */
  String message(Platform platform) {
    ObjectNode own =
        switch (platform) {
          case FCM -> fcm();
          case APNS, APNS_SANDBOX -> apns();
        };
    String count = Long.toString(badge.count());
    return object().put("default", count).put(platform.key(), own.toString()).toString();
  }

  /** SNS' message attributes (SNS developer guide, "Using message attributes for mobile push"). */
  Map<String, String> attributes(Platform platform) {
    String seconds = Long.toString(seconds());
    return switch (platform) {
      case FCM -> Map.of(platform.timeToLive(), seconds);
      case APNS, APNS_SANDBOX ->
          Map.of(
              platform.timeToLive(),
              seconds,
              "AWS.SNS.MOBILE.APNS.PUSH_TYPE",
              "alert",
              "AWS.SNS.MOBILE.APNS.PRIORITY",
              "5",
              "AWS.SNS.MOBILE.APNS.COLLAPSE_ID",
              COLLAPSE);
    };
  }

  private ObjectNode fcm() {
    var root = object();
    var message = root.putObject("fcmV1Message").putObject("message");
    message.set("data", data());
    var android = message.putObject("android");
    android.put("priority", "normal").put("ttl", seconds() + "s").put("collapse_key", COLLAPSE);
    return root;
  }

  /** The app is woken as well, if the system finds the time. */
  private ObjectNode apns() {
    var root = data();
    root.putObject("aps").put("badge", badge.count()).put("content-available", 1);
    return root;
  }

  private ObjectNode data() {
    return object().put("kind", "badge").put("badge", Long.toString(badge.count()));
  }

  /** Zero would mean now or never. */
  private long seconds() {
    return Math.max(1, timeToLive.toSeconds());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
