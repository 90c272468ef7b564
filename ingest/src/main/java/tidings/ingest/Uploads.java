package tidings.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;
import tidings.lambda.Bucket;
import tidings.lambda.Problem;
import tidings.message.MediaKeys;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** The files that customers bring: slots to upload them to, and what then lies there. */
record Uploads(Bucket bucket, Set<FileType> types, Clock clock, Supplier<UUID> ids) {
  /** Genesys takes no more (resource centre, "Supported content profiles"). */
  private static final long MOST_BYTES = 25L * 1024 * 1024;

  private static final Duration SLOT_LIFE = Duration.ofMinutes(5);

  /** S3 takes 2 KB of headers; a character may need nine bytes of them. */
  private static final int LONGEST_FILENAME = 150;

  private static final String FILENAME = "filename";
  private static final String NAMED = "filename*=UTF-8''";

  /** 32 bytes with their padding, as S3 writes them. */
  private static final Pattern SHA256 = Pattern.compile("[A-Za-z0-9+/]{43}=");

  /** Clients may not set these themselves: their HTTP libraries do. */
  private static final Set<String> SET_BY_LIBRARIES = Set.of("host", "content-length");

  Uploads {
    types = Set.copyOf(types);
  }

  /** Where a file can be put, once, and the headers that must go with it. */
  record Slot(
      String uploadId, String url, String method, Map<String, String> headers, String expiresAt) {}

  /** A file that lies there, of the type that its bytes show. */
  record Upload(UUID id, FileType type, long bytes, Optional<String> filename) {}

  /**
   * Opens a slot for exactly the file that the body describes.
   *
   * @throws Problem 422 if the body is not valid, with every fault
   */
  Slot open(UserKey user, ObjectNode body) {
    Fields fields = Fields.of(body);
    Optional<FileType> type = type(fields);
    Optional<Long> bytes = fields.required("bytes", fields.whole("bytes", 1, MOST_BYTES));
    Optional<String> sha256 = fields.requiredText("sha256", 64);
    if (sha256.filter(hash -> !SHA256.matcher(hash).matches()).isPresent()) {
      fields.fault("sha256", "must be a SHA-256 in base64");
    }
    Optional<String> filename = filename(fields);
    fields.check();
    UUID id = ids.get();
    var signed =
        bucket.writable(
            MediaKeys.file(user, MediaKeys.upload(id.toString())),
            SLOT_LIFE,
            put ->
                put.contentType(type.orElseThrow().mime())
                    .contentLength(bytes.orElseThrow())
                    .checksumSHA256(sha256.orElseThrow())
                    .contentDisposition(disposition(filename))
                    .ifNoneMatch("*"));
    return slot(id, signed);
  }

  private Slot slot(UUID id, PresignedPutObjectRequest signed) {
    var headers = new TreeMap<String, String>();
    signed.signedHeaders().forEach((name, values) -> headers.put(name, String.join(",", values)));
    headers.keySet().removeAll(SET_BY_LIBRARIES);
    return new Slot(
        id.toString(),
        signed.url().toString(),
        "PUT",
        headers,
        MessageJson.time(signed.expiration()));
  }

  private Optional<FileType> type(Fields fields) {
    Optional<String> mime = fields.requiredText("mime", 100);
    Optional<FileType> type = mime.flatMap(FileType::of).filter(types::contains);
    if (mime.isPresent() && type.isEmpty()) {
      List<String> names = types.stream().map(FileType::mime).sorted().toList();
      fields.fault("mime", "must be one of " + String.join(", ", names));
    }
    return type;
  }

  private static Optional<String> filename(Fields fields) {
    Optional<String> name = fields.text(FILENAME, LONGEST_FILENAME);
    if (name.filter(text -> !text.matches("[^/\\\\\\p{Cntrl}]+")).isPresent()) {
      fields.fault(FILENAME, "must have neither slashes nor control characters");
    }
    return name;
  }

  /**
   * The user's upload with this id.
   *
   * @throws Problem 422 if there is none, or it is not what it is said to be
   */
  Upload find(UserKey user, UUID id) {
    String key = MediaKeys.file(user, MediaKeys.upload(id.toString()));
    ResponseBytes<GetObjectResponse> start =
        bucket
            .get(key, FileType.BEGINNING)
            .orElseThrow(() -> unfit("names no upload of yours that is complete"));
    Optional<FileType> type =
        FileType.of(start.asByteArrayUnsafe())
            .filter(real -> real.mime().equals(start.response().contentType()))
            .filter(types::contains);
    return new Upload(
        id,
        type.orElseThrow(() -> unfit("names a file that is not of the type that was stated")),
        length(start.response()),
        filename(start.response()));
  }

  /** A range's answer ends with the length of the whole: {@code bytes 0-15/184320}. */
  private static long length(GetObjectResponse answer) {
    String range = answer.contentRange();
    return range == null
        ? answer.contentLength()
        : Long.parseLong(range.substring(range.indexOf('/') + 1));
  }

  /** Keeps a file under this id; where there is one with it, that one stands. */
  Upload keep(UserKey user, UUID id, FileType type, byte[] file) {
    String key = MediaKeys.file(user, MediaKeys.upload(id.toString()));
    String name = "photo." + type.extension();
    boolean isNew =
        bucket.putNew(
            key,
            file,
            put -> put.contentType(type.mime()).contentDisposition(disposition(Optional.of(name))));
    return isNew ? new Upload(id, type, file.length, Optional.of(name)) : find(user, id);
  }

  /** The name goes with the file: the form of RFC 6266 for names in any script. */
  private static String disposition(Optional<String> filename) {
    return filename
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .map(name -> "attachment; " + NAMED + name)
        .orElse("attachment");
  }

  private static Optional<String> filename(GetObjectResponse answer) {
    String disposition = Optional.ofNullable(answer.contentDisposition()).orElse("");
    int start = disposition.indexOf(NAMED);
    return start < 0
        ? Optional.empty()
        : Optional.of(
            URLDecoder.decode(
                disposition.substring(start + NAMED.length()), StandardCharsets.UTF_8));
  }

  private static Problem unfit(String message) {
    return Problem.invalid(List.of(new Problem.Fault("attachment.uploadId", message)));
  }
}
