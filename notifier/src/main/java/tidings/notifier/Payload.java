package tidings.notifier;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import tidings.message.MessageJson;

/**
 * What a push carries: a wake-up with ids, the badge and as much of the message as the policy
 * shows. FCM and APNs take 4,096 bytes each (Firebase, "About FCM messages"; Apple, "Generating a
 * remote notification"); every part is cut or left out so that the whole stays below, even escaped.
 *
 * @param names for the device's grouping and replacing
 */
record Payload(Alert alert, Shown shown, Names names, Duration timeToLive) {
  private static final ObjectMapper JSON = MessageJson.mapper();
  private static final int LONGEST_ID_BYTES = 400;

  /**
   * What belongs together on the device.
   *
   * @param thread groups what is shown
   * @param collapse of the pushes with the same one only the last is shown; at most 64 bytes, which
   *     APNs allows
   */
  record Names(String thread, String collapse) {}

  /** What the device shows. */
  record Shown(String title, String body) {

    static Shown of(Alert alert, Preview preview, Words words) {
      String name = alert.said().sender();
      String text = alert.said().text();
      String sender = name == null ? words.sender(alert.said().author()) : name;
      String body = words.body(alert.kind());
      return switch (preview) {
        case NONE -> new Shown(words.title(alert.kind()), body);
        case SENDER -> new Shown(sender, body);
        case TEXT -> new Shown(sender, text == null ? body : text);
      };
    }
  }

  /** The message for SNS, structured by platform. */
  String message(Platform platform) {
    var message = object().put("default", shown.body());
    ObjectNode own =
        switch (platform) {
          case FCM -> fcm();
          case APNS, APNS_SANDBOX -> apns();
        };
    return message.put(platform.key(), own.toString()).toString();
  }

  /** SNS' message attributes (SNS developer guide, "Using message attributes for mobile push"). */
  Map<String, String> attributes(Platform platform) {
    String seconds = Long.toString(seconds());
    return switch (platform) {
      case FCM -> Map.of(platform.timeToLive(), seconds);
      case APNS, APNS_SANDBOX -> apnsAttributes(platform.timeToLive(), seconds);
    };
  }

  private Map<String, String> apnsAttributes(String timeToLive, String seconds) {
    return Map.of(
        timeToLive,
        seconds,
        "AWS.SNS.MOBILE.APNS.PUSH_TYPE",
        "alert",
        "AWS.SNS.MOBILE.APNS.PRIORITY",
        isUrgent() ? "10" : "5",
        "AWS.SNS.MOBILE.APNS.COLLAPSE_ID",
        names.collapse);
  }

  /** Firebase' reference, REST resource {@code projects.messages}. */
  private ObjectNode fcm() {
    var root = object();
    var message = root.putObject("fcmV1Message").putObject("message");
    notification(message.putObject("notification"));
    message.set("data", data());
    var android = message.putObject("android");
    android.put("priority", isUrgent() ? "high" : "normal");
    android.put("ttl", seconds() + "s");
    android.put("collapse_key", names.collapse);
    var notification = android.putObject("notification");
    notification.put("tag", names.collapse);
    notification.put("sound", "default");
    notification.put("notification_count", alert.badge().count());
    return root;
  }

  /** Apple, "Generating a remote notification": our own fields stand beside {@code aps}. */
  private ObjectNode apns() {
    var root = data();
    var aps = root.putObject("aps");
    notification(aps.putObject("alert"));
    aps.put("sound", "default");
    aps.put("badge", alert.badge().count());
    aps.put("thread-id", names.thread);
    return root;
  }

  private void notification(ObjectNode notification) {
    notification.put("title", shown.title());
    notification.put("body", shown.body());
  }

  /** Where a tap leads; FCM wants strings only. An id that is too long to carry is left out. */
  private ObjectNode data() {
    var data = object();
    data.put("kind", alert.kind().wireName());
    data.put("badge", Long.toString(alert.badge().count()));
    putId(data, "integrationId", alert.feed().integrationId());
    putId(data, "messageId", alert.message().value());
    return data;
  }

  private static void putId(ObjectNode data, String name, String id) {
    String json = JSON.getNodeFactory().textNode(id).toString();
    if (json.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID_BYTES) {
      data.put(name, id);
    }
  }

  private boolean isUrgent() {
    return switch (alert.kind()) {
      case MESSAGE -> true;
      case OFFER -> false;
    };
  }

  /** Zero would mean now or never. */
  private long seconds() {
    return Math.max(1, timeToLive.toSeconds());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
