package tidings.notifier;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.UserKey;
import tidings.table.Attributes;

/**
 * A registered device of a user.
 *
 * @param endpoint ARN of its endpoint at SNS
 * @param told what it was told of so far
 */
record Device(
    Id id,
    Platform platform,
    String tokenHash,
    String endpoint,
    About about,
    Instant lastSeen,
    Told told) {

  static final String PARTITION = "U#";
  static final String SORT = "device#";

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

  /** The attributes that a registration sets: all but the key, the time to live and the pushes. */
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
    return new Device(
        new Id(user, read.text("sk").substring(SORT.length())),
        Platform.of(read.text("platform")).orElseThrow(),
        read.text("tokenHash"),
        read.text("endpoint"),
        new About(Locale.forLanguageTag(read.text("locale")), read.text("appVersion")),
        read.instant("lastSeen"),
        Told.from(read));
  }
}
