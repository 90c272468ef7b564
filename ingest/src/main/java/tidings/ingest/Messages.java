package tidings.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.lambda.Problem;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.MediaKeys;
import tidings.message.Message;

/** Takes what a customer says. */
final class Messages {
  private static final int LONGEST_NAME = 100;

  private final TranscriptQueue queue;
  private final Clock clock;
  private final Supplier<Message.Id> ids;
  private final Uploads uploads;

  Messages(TranscriptQueue queue, Clock clock, Supplier<Message.Id> ids, Uploads uploads) {
    this.queue = queue;
    this.clock = clock;
    this.ids = ids;
    this.uploads = uploads;
  }

  /**
   * Returns the message's id once it is on the queue; the same id again changes nothing.
   *
   * @param link an address of ours that nobody can guess, for the message's file
   * @throws Problem 422 if the body is not valid, with every fault
   */
  Message.Id post(Chat chat, ObjectNode body, Supplier<URI> link) {
    Fields fields = Fields.of(body);
    Optional<Message.Id> given = fields.id("id").map(Message.Id::new);
    Message.Sender sender = sender(fields.within("from"), fields.texts("customAttributes"));
    Draft draft = Draft.read(fields);
    fields.check();
    Message.Id id = given.orElseGet(ids);
    var message =
        new Message(
            id,
            Message.Author.CUSTOMER,
            clock.instant().truncatedTo(ChronoUnit.MILLIS),
            said(chat, id, draft, link),
            sender,
            null);
    queue.send(chat, new Command.Post(chat, message), "post", id.value());
    taken(chat, message).write();
    return id;
  }

  private static Line taken(Chat chat, Message message) {
    Line line = Line.info("taken").with(chat.ids()).with("messageId", message.id().value());
    long bytes = message.body().items().stream().mapToLong(Messages::bytes).sum();
    return bytes == 0 ? line : line.measure(Metric.MEDIA_BYTES, bytes);
  }

  private static long bytes(Content item) {
    if (item instanceof Content.Attachment file) {
      Long bytes = file.attachment().contentSizeBytes();
      return bytes == null ? 0 : bytes;
    }
    return 0;
  }

  private Message.Body said(Chat chat, Message.Id id, Draft draft, Supplier<URI> link) {
    return draft
        .reply()
        .<Message.Body>map(reply -> reply)
        .or(draft::location)
        .orElseGet(
            () -> new Message.Text(draft.text().orElse(null), content(chat, id, draft, link)));
  }

  private List<Content> content(Chat chat, Message.Id id, Draft draft, Supplier<URI> link) {
    return draft
        .uploadId()
        .map(upload -> uploads.find(chat.userKey(), upload))
        .or(() -> draft.photo().map(photo -> keep(chat, id, photo)))
        .map(upload -> attachment(upload, link.get()))
        .stream()
        .toList();
  }

  /** The same message again finds the photo that came first. */
  private Uploads.Upload keep(Chat chat, Message.Id id, SdkBytes photo) {
    byte[] file = photo.asByteArrayUnsafe();
    FileType type =
        FileType.of(file)
            .filter(FileType::isImage)
            .filter(uploads.types()::contains)
            .orElseThrow(
                () ->
                    Problem.invalid(List.of(new Problem.Fault("fileString", "must be an image"))));
    String name = "photo\0" + chat.integrationId() + "\0" + id.value();
    UUID uploadId = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    return uploads.keep(chat.userKey(), uploadId, type, file);
  }

  private static Content attachment(Uploads.Upload upload, URI link) {
    String id = upload.id().toString();
    var medium =
        new Content.Medium(
            id,
            upload.type().mediaType(),
            link.toString(),
            upload.type().mime(),
            upload.filename().orElse(null),
            upload.bytes(),
            Map.of());
    var stored = Content.Stored.available(MediaKeys.upload(id));
    return new Content.Attachment(medium, stored, Map.of());
  }

  /** Who it is says the token: an id in the body is not read. */
  private static Message.Sender sender(Fields from, Map<String, String> customAttributes) {
    return new Message.Sender(
        from.text("nickname", LONGEST_NAME).orElse(null),
        from.text("firstName", LONGEST_NAME).orElse(null),
        from.text("lastName", LONGEST_NAME).orElse(null),
        idType(from),
        customAttributes);
  }

  /** What Genesys does not know counts as absent: it was never read before, and old apps stay. */
  private static Message.@Nullable IdType idType(Fields from) {
    return from.text("idType", LONGEST_NAME)
        .flatMap(
            name ->
                Stream.of(Message.IdType.values())
                    .filter(known -> known.wireName().equalsIgnoreCase(name))
                    .findFirst())
        .orElse(null);
  }
}
