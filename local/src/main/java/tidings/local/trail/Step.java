package tidings.local.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a message.
 *
 * @param id a later step of the same id takes the place of this one: it has ended meanwhile
 * @param place a function's logical id in the template, {@code genesys} or {@code push}
 * @param what the route, command, errand or request, by its name there
 * @param outcome {@code working}, {@code done}, {@code again} or {@code failed} for what comes from
 *     a queue or stream; an HTTP status for the rest
 */
public record Step(
    String id, Subject subject, String place, String what, Times times, int tries, String outcome) {

  /**
   * The message that it is about.
   *
   * @param userId null where the place knows the user under another name
   */
  public record Subject(String messageId, @Nullable String userId) {}

  /**
   * When; a batch begins and ends for all of its messages at once.
   *
   * @param waitingSince when it was put where this step took it from; null where nothing waited
   * @param ended null while it is under way, and where no end can be seen
   */
  public record Times(@Nullable Instant waitingSince, Instant began, @Nullable Instant ended) {}

  /** This step as it ended. */
  Step ended(Instant at, String result) {
    var whole = new Times(times.waitingSince, times.began, at);
    return new Step(id, subject, place, what, whole, tries, result);
  }

  /**
   * {@code {"id","messageId","userId"?,"place","what","waitingSince"?,"began","ended"?,"tries",
   * "outcome"}}.
   */
  public JsonNode json() {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("messageId", subject.messageId);
    if (subject.userId != null) {
      json.put("userId", subject.userId);
    }
    json.put("place", place).put("what", what);
    if (times.waitingSince != null) {
      json.put("waitingSince", times.waitingSince.toString());
    }
    json.put("began", times.began.toString());
    if (times.ended != null) {
      json.put("ended", times.ended.toString());
    }
    return json.put("tries", tries).put("outcome", outcome);
  }
}
