package tidings.notifier;

import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.UserKey;
import tidings.table.Attributes;

/**
 * A registered device of a user.
 *
 * @param endpoint ARN of its endpoint at SNS
 * @param alerted by feed name, the position up to which it was alerted
 */
record Device(
    Id id,
    Platform platform,
    String tokenHash,
    String endpoint,
    About about,
    Instant lastSeen,
    Map<String, String> alerted) {

  static final String PARTITION = "U#";
  static final String SORT = "device#";
  private static final String ALERTED = "alerted#";

  Device {
    alerted = Map.copyOf(alerted);
  }

  /** Whose device, and the name that the app gave to its installation. */
  record Id(UserKey user, String name) {

    Map<String, AttributeValue> key() {
      return Map.of(
          "pk", AttributeValue.fromS(PARTITION + user.value()),
          "sk", AttributeValue.fromS(SORT + name));
    }
  }

  /**
   * What the app says of itself.
   *
   * @param appVersion empty where it was not said
   */
  record About(Locale locale, String appVersion) {}

  /** Returns true if it was alerted to this position of the feed, or to a later one. */
  boolean wasAlerted(Alert.Place place) {
    return alerted.getOrDefault(place.feed().name(), "").compareTo(place.position()) >= 0;
  }

  /** Returns true if the last thing that it was alerted to is this very one. */
  boolean wasAlertedExactly(Alert.Place place) {
    return place.position().equals(alerted.get(place.feed().name()));
  }

  /** The name of the attribute that says up to where the device was alerted to this feed. */
  static String alertedAttribute(Alert.Place place) {
    return ALERTED + place.feed().name();
  }

  /** The attributes that a registration sets: all but the key, the time to live and the alerts. */
  Map<String, AttributeValue> registration() {
    return Map.of(
        "platform", AttributeValue.fromS(platform.wireName()),
        "tokenHash", AttributeValue.fromS(tokenHash),
        "endpoint", AttributeValue.fromS(endpoint),
        "locale", AttributeValue.fromS(about.locale.toLanguageTag()),
        "appVersion", AttributeValue.fromS(about.appVersion),
        "lastSeen", AttributeValue.fromS(lastSeen.toString()));
  }

  static Device from(Map<String, AttributeValue> item) {
    var read = new Attributes(item);
    var user = new UserKey(read.text("pk").substring(PARTITION.length()));
    var alerted = new HashMap<String, String>();
    item.forEach(
        (name, value) -> {
          if (name.startsWith(ALERTED)) {
            alerted.put(name.substring(ALERTED.length()), value.s());
          }
        });
    return new Device(
        new Id(user, read.text("sk").substring(SORT.length())),
        Platform.of(read.text("platform")).orElseThrow(),
        read.text("tokenHash"),
        read.text("endpoint"),
        new About(Locale.forLanguageTag(read.text("locale")), read.text("appVersion")),
        read.instant("lastSeen"),
        alerted);
  }
}
