package tidings.local.push;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the platforms document of a push: fields, types and sizes (Firebase' reference, REST
 * resource {@code projects.messages}; Apple, "Generating a remote notification" and "Sending
 * notification requests to APNs"; SNS developer guide, "Using message attributes for mobile push").
 * SNS looks at little of it: a push that breaks a rule is lost behind its back.
 */
final class PushRules {
  private static final int MOST_BYTES = 4096;
  private static final int MOST_COLLAPSE_BYTES = 64;
  private static final long LONGEST_SECONDS = 2_419_200;
  private static final Pattern RESERVED = Pattern.compile("from|message_type|google\\..*|gcm\\..*");
  private static final Pattern SECONDS = Pattern.compile("(\\d{1,7})(\\.\\d{1,9})?s");

  private static final Map<String, Predicate<JsonNode>> NOTIFICATION =
      Map.of(
          "title", JsonNode::isTextual, "body", JsonNode::isTextual, "image", JsonNode::isTextual);

  private static final Map<String, Predicate<JsonNode>> ANDROID_NOTIFICATION =
      Map.ofEntries(
          Map.entry("title", JsonNode::isTextual),
          Map.entry("body", JsonNode::isTextual),
          Map.entry("icon", JsonNode::isTextual),
          Map.entry("color", JsonNode::isTextual),
          Map.entry("sound", JsonNode::isTextual),
          Map.entry("tag", JsonNode::isTextual),
          Map.entry("click_action", JsonNode::isTextual),
          Map.entry("title_loc_key", JsonNode::isTextual),
          Map.entry("title_loc_args", PushRules::isTexts),
          Map.entry("body_loc_key", JsonNode::isTextual),
          Map.entry("body_loc_args", PushRules::isTexts),
          Map.entry("channel_id", JsonNode::isTextual),
          Map.entry("ticker", JsonNode::isTextual),
          Map.entry("sticky", JsonNode::isBoolean),
          Map.entry("event_time", JsonNode::isTextual),
          Map.entry("local_only", JsonNode::isBoolean),
          Map.entry("default_sound", JsonNode::isBoolean),
          Map.entry("notification_count", PushRules::isCount),
          Map.entry("image", JsonNode::isTextual));

  private static final Map<String, Predicate<JsonNode>> ANDROID =
      Map.of(
          "collapse_key",
          JsonNode::isTextual,
          "priority",
          oneOf("normal", "high", "NORMAL", "HIGH"),
          "ttl",
          PushRules::isDuration,
          "restricted_package_name",
          JsonNode::isTextual,
          "data",
          PushRules::isData,
          "notification",
          value -> faults(value, ANDROID_NOTIFICATION).isEmpty(),
          "direct_boot_ok",
          JsonNode::isBoolean);

  /** The token is for SNS to fill in. */
  private static final Map<String, Predicate<JsonNode>> MESSAGE =
      Map.of(
          "data", PushRules::isData,
          "notification", value -> faults(value, NOTIFICATION).isEmpty(),
          "android", value -> faults(value, ANDROID).isEmpty());

  private static final Map<String, Predicate<JsonNode>> ALERT =
      Map.of(
          "title", JsonNode::isTextual,
          "subtitle", JsonNode::isTextual,
          "body", JsonNode::isTextual,
          "launch-image", JsonNode::isTextual,
          "title-loc-key", JsonNode::isTextual,
          "title-loc-args", PushRules::isTexts,
          "loc-key", JsonNode::isTextual,
          "loc-args", PushRules::isTexts);

  private static final Map<String, Predicate<JsonNode>> APS =
      Map.ofEntries(
          Map.entry("alert", PushRules::isAlert),
          Map.entry("badge", PushRules::isCount),
          Map.entry("sound", JsonNode::isTextual),
          Map.entry("thread-id", JsonNode::isTextual),
          Map.entry("category", JsonNode::isTextual),
          Map.entry("content-available", PushRules::isOne),
          Map.entry("mutable-content", PushRules::isOne),
          Map.entry("target-content-id", JsonNode::isTextual),
          Map.entry("interruption-level", oneOf("passive", "active", "time-sensitive", "critical")),
          Map.entry("relevance-score", JsonNode::isNumber));

  private static final Set<String> SEEN_OR_HEARD = Set.of("alert", "badge", "sound");

  private PushRules() {}

  /** The rules that this push breaks, in words. */
  static List<String> violations(Sent push) {
    return push.platform().equals("GCM") ? ofFirebase(push) : ofApple(push);
  }

  private static List<String> ofFirebase(Sent push) {
    JsonNode message = push.payload().at("/fcmV1Message/message");
    var faults = new ArrayList<>(faults(message, MESSAGE));
    if (push.payload().size() != 1 || push.payload().path("fcmV1Message").size() != 1) {
      faults.add("is not fcmV1Message with message, and nothing else");
    }
    if (bytes(message) > MOST_BYTES) {
      faults.add("is longer than 4,096 bytes");
    }
    if (!message.has("data") && !message.has("notification")) {
      faults.add("has neither data nor a notification");
    }
    faults.addAll(timeToLive(push, "AWS.SNS.MOBILE.FCM.TTL"));
    return faults;
  }

  private static List<String> ofApple(Sent push) {
    JsonNode aps = push.payload().path("aps");
    var faults = new ArrayList<>(faults(aps, APS));
    if (bytes(push.payload()) > MOST_BYTES) {
      faults.add("is longer than 4,096 bytes");
    }
    String type = attribute(push, "PUSH_TYPE");
    String priority = attribute(push, "PRIORITY");
    boolean loud = SEEN_OR_HEARD.stream().anyMatch(aps::has);
    switch (type) {
      case "alert" -> check(loud, "is an alert without alert, badge or sound", faults);
      case "background" -> {
        check(!loud, "is a background push with alert, badge or sound", faults);
        check(aps.has("content-available"), "is a background push without content", faults);
        check(priority.equals("5"), "is a background push of another priority than 5", faults);
      }
      default -> faults.add("has the push type " + type);
    }
    check(Set.of("1", "5", "10").contains(priority), "has the priority " + priority, faults);
    int collapse = attribute(push, "COLLAPSE_ID").getBytes(StandardCharsets.UTF_8).length;
    check(collapse <= MOST_COLLAPSE_BYTES, "has a collapse id of over 64 bytes", faults);
    faults.addAll(timeToLive(push, "AWS.SNS.MOBILE." + push.platform() + ".TTL"));
    return faults;
  }

  private static String attribute(Sent push, String name) {
    return push.attributes().getOrDefault("AWS.SNS.MOBILE.APNS." + name, "");
  }

  private static List<String> timeToLive(Sent push, String attribute) {
    String seconds = push.attributes().getOrDefault(attribute, "");
    return seconds.matches("\\d{1,7}") && Long.parseLong(seconds) <= LONGEST_SECONDS
        ? List.of()
        : List.of("has no " + attribute + " of at most four weeks");
  }

  private static void check(boolean kept, String broken, List<String> faults) {
    if (!kept) {
      faults.add(broken);
    }
  }

  private static List<String> faults(JsonNode object, Map<String, Predicate<JsonNode>> fields) {
    if (!object.isObject()) {
      return List.of("is no object where there must be one");
    }
    return object.properties().stream()
        .filter(
            field ->
                !fields.containsKey(field.getKey())
                    || !fields.get(field.getKey()).test(field.getValue()))
        .map(field -> "has a field " + field.getKey() + " that is unknown or not as documented")
        .toList();
  }

  private static boolean isAlert(JsonNode alert) {
    return alert.isTextual() || faults(alert, ALERT).isEmpty();
  }

  private static boolean isTexts(JsonNode value) {
    return value.isArray() && value.valueStream().allMatch(JsonNode::isTextual);
  }

  private static boolean isCount(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= 0;
  }

  private static boolean isOne(JsonNode value) {
    return value.isInt() && value.intValue() == 1;
  }

  private static boolean isData(JsonNode data) {
    return data.isObject()
        && data.properties().stream()
            .allMatch(
                entry ->
                    entry.getValue().isTextual() && !RESERVED.matcher(entry.getKey()).matches());
  }

  private static boolean isDuration(JsonNode value) {
    var duration = SECONDS.matcher(value.asText());
    return duration.matches() && Long.parseLong(duration.group(1)) <= LONGEST_SECONDS;
  }

  private static Predicate<JsonNode> oneOf(String... values) {
    return value -> List.of(values).contains(value.asText());
  }

  private static int bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
