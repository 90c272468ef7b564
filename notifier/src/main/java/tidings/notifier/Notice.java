package tidings.notifier;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.UserKey;

/** What a row of the chat table has to tell a user's devices. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "notice")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Alert.class, name = "alert"),
  @JsonSubTypes.Type(value = Silent.class, name = "silent")
})
sealed interface Notice permits Alert, Silent {

  UserKey user();

  /** The number of things that the user has not seen, as of the row. */
  Badge badge();

  /** Where it stands among those of its kind. */
  Place place();

  /** What it is about, for the log. */
  String name();

  /** The same with a newer badge. */
  Notice with(Badge badge);

  default Duration age(Instant now) {
    return Duration.between(badge().at(), now);
  }

  /**
   * What this row has to tell; empty if that is nothing.
   *
   * @throws RuntimeException if the row cannot be read
   */
  static Optional<Notice> from(Map<String, AttributeValue> image) {
    return Silent.from(image).map(Notice.class::cast).or(() -> Alert.from(image));
  }

  /**
   * A position in a sequence.
   *
   * @param sequence the feed's name, or another that is none
   * @param position sorts as the sequence does: epochs begin with their time, numbers have a fixed
   *     width
   */
  record Place(String sequence, String position) {

    /** Both in one. */
    String name() {
      return sequence + "#" + position;
    }
  }
}
