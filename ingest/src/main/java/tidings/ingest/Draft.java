package tidings.ingest;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import tidings.lambda.Problem;
import tidings.message.Message;

/**
 * What a body says, checked as far as it can be without looking at files: text, a file or both; or
 * a reply; or a place.
 *
 * @param uploadId of a file that was uploaded before
 * @param photo a file that came with the body, the old app's way
 */
record Draft(
    Optional<String> text,
    Optional<Message.Reply> reply,
    Optional<Message.Location> location,
    Optional<UUID> uploadId,
    Optional<SdkBytes> photo) {
  /**
   * Genesys states no limit for what comes in; this is what its agents may send (resource centre,
   * "Accept and respond to a message interaction").
   */
  static final int LONGEST_TEXT = 4000;

  private static final int LONGEST_ID = 128;
  private static final int MOST_PHOTO_BYTES = 4 * 1024 * 1024;
  private static final double MOST_METERS = 10_000_000;
  private static final String UUID_FORM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
  private static final Set<String> REPLIES = Set.of("QuickReply", "Button", "DatePicker");
  private static final List<String> KINDS =
      List.of("text", "attachment", "reply", "location", "fileString");

  /**
   * Reads the body and adds its faults to those of the fields.
   *
   * @throws Problem 413 if the photo is too big
   */
  static Draft read(Fields fields) {
    Optional<String> text = fields.text("text", LONGEST_TEXT);
    refuseMixtures(fields, text.isPresent());
    return new Draft(text, reply(fields), location(fields), uploadId(fields), photo(fields));
  }

  /** Text that is blank counts as absent: the old app sends it with its photos. */
  private static void refuseMixtures(Fields fields, boolean hasText) {
    List<String> kinds =
        KINDS.stream().filter(kind -> kind.equals("text") ? hasText : fields.has(kind)).toList();
    if (kinds.isEmpty()) {
      fields.required("text", Optional.empty());
    }
    Stream.of("reply", "location")
        .filter(kind -> kinds.contains(kind) && kinds.size() > 1)
        .forEach(kind -> fields.fault(kind, "must be sent alone"));
    if (kinds.contains("attachment") && kinds.contains("fileString")) {
      fields.fault("fileString", "must not be sent with an attachment");
    }
  }

  private static Optional<Message.Reply> reply(Fields body) {
    if (!body.has("reply")) {
      return Optional.empty();
    }
    Fields reply = body.within("reply");
    Optional<String> to = reply.requiredText("to", LONGEST_ID);
    Optional<String> kind = reply.requiredText("type", LONGEST_ID);
    if (kind.filter(type -> !REPLIES.contains(type)).isPresent()) {
      reply.fault("type", "must be QuickReply, Button or DatePicker");
    }
    Optional<String> text = reply.requiredText("text", LONGEST_TEXT);
    Optional<String> payload = reply.requiredText("payload", LONGEST_TEXT);
    return Stream.of(to, kind, text, payload).allMatch(Optional::isPresent)
        ? Optional.of(
            new Message.Reply(new Message.Id(to.get()), kind.get(), text.get(), payload.get()))
        : Optional.empty();
  }

  private static Optional<Message.Location> location(Fields body) {
    if (!body.has("location")) {
      return Optional.empty();
    }
    Fields place = body.within("location");
    var latitude = place.required("latitude", place.number("latitude", -90, 90));
    var longitude = place.required("longitude", place.number("longitude", -180, 180));
    var radius = place.number("accuracyMeters", 0, MOST_METERS);
    return latitude.isPresent() && longitude.isPresent()
        ? Optional.of(new Message.Location(latitude.get(), longitude.get(), radius.orElse(null)))
        : Optional.empty();
  }

  private static Optional<UUID> uploadId(Fields body) {
    if (!body.has("attachment")) {
      return Optional.empty();
    }
    Fields attachment = body.within("attachment");
    Optional<String> id = attachment.requiredText("uploadId", LONGEST_ID);
    if (id.filter(text -> !text.matches(UUID_FORM)).isPresent()) {
      attachment.fault("uploadId", "must be an id that a slot was opened under");
      return Optional.empty();
    }
    return id.map(UUID::fromString);
  }

  private static Optional<SdkBytes> photo(Fields body) {
    Optional<String> base64 =
        body.text("fileString", Integer.MAX_VALUE)
            .map(text -> text.replaceFirst("^data:[^,]{0,100};base64,", ""))
            .map(text -> text.replaceAll("\\s", ""));
    if (base64.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] file = Base64.getDecoder().decode(base64.get());
      if (file.length > MOST_PHOTO_BYTES) {
        throw Problem.of(413, "The file is over 4 MB.");
      }
      return Optional.of(SdkBytes.fromByteArrayUnsafe(file));
    } catch (IllegalArgumentException _) {
      body.fault("fileString", "must be base64");
      return Optional.empty();
    }
  }
}
