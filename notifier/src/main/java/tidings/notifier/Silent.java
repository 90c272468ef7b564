package tidings.notifier;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Seen;

/**
 * The user has seen something: the badge changes, and nothing is shown or heard.
 *
 * @param on the device that knows it, if that was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Silent(UserKey user, Badge badge, @Nullable String on) implements Notice {
  private static final String SEQUENCE = "badge";

  static Optional<Silent> from(Map<String, AttributeValue> image) {
    return Seen.from(image)
        .map(
            seen ->
                new Silent(
                    ChatKeys.user(image), new Badge(seen.badge(), seen.at()), seen.device()));
  }

  /** Silent badges of a user make one sequence, by their time. */
  @Override
  public Place place() {
    return new Place(SEQUENCE, "%020d".formatted(badge.micros()));
  }

  @Override
  public String name() {
    return SEQUENCE;
  }

  @Override
  public Silent with(Badge badge) {
    return new Silent(user, badge, on);
  }

  boolean isKnownOn(Device device) {
    return device.id().name().equals(on);
  }
}
