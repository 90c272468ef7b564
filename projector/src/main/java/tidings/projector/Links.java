package tidings.projector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.lambda.Bucket;
import tidings.message.Content;
import tidings.message.Content.Stored;
import tidings.message.MediaKeys;
import tidings.message.UserKey;

/** The addresses at which the app reads the files of a transcript; they live as long as stated. */
record Links(Bucket bucket, Duration life) {

  /** Empty while the file is not there; what is a link itself is passed on. */
  Optional<String> of(UserKey user, Content.Attachment file) {
    Stored stored = file.stored();
    if (stored == null) {
      return Optional.ofNullable(file.attachment().url())
          .filter(url -> Files.isLink(file) && url.matches("https?://.*"));
    }
    return Optional.ofNullable(stored.name())
        .map(name -> MediaKeys.file(user, name))
        .map(key -> address(key, file.attachment().filename()));
  }

  /** A browser that opens it saves the file and never shows it as a page of ours. */
  private String address(String key, @Nullable String filename) {
    String name = filename == null ? "" : "; filename*=UTF-8''" + encoded(filename);
    return bucket
        .readable(key, life, get -> get.responseContentDisposition("attachment" + name))
        .toString();
  }

  private static String encoded(String filename) {
    return URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
