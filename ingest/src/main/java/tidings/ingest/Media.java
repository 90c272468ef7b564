package tidings.ingest;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import tidings.lambda.Answers;
import tidings.lambda.Bucket;
import tidings.lambda.Call;
import tidings.lambda.Problem;
import tidings.message.MediaKeys;
import tidings.message.MessageJson;

/**
 * The links by which Genesys fetches customers' files: it takes addresses that work without a login
 * only. The dispatcher opens a link when it forwards the message.
 *
 * @param publicUrl where our API is seen from outside; where absent, the domain of the request
 */
record Media(Bucket bucket, Optional<URI> publicUrl, Clock clock, Supplier<String> linkIds) {
  private static final Duration READING = Duration.ofMinutes(5);

  /** A link that nobody can guess and that shows nothing yet, at the domain of this call. */
  URI link(Call call) {
    String domain = call.event().getRequestContext().getDomainName();
    String base = publicUrl.map(URI::toString).orElse("https://" + domain).replaceFirst("/+$", "");
    return URI.create(base + "/m/" + linkIds.get());
  }

  /** Ids of 256 bits. */
  static Supplier<String> unguessable(SecureRandom random) {
    return () -> {
      byte[] id = new byte[32];
      random.nextBytes(id);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(id);
    };
  }

  /** Says what the file is and how long. */
  APIGatewayV2HTTPResponse head(Call call) {
    HeadObjectResponse file = file(key(call));
    var answer = Answers.empty(200);
    answer.getHeaders().put("content-type", file.contentType());
    answer.getHeaders().put("content-length", Long.toString(file.contentLength()));
    return answer;
  }

  /** Sends the caller to where the file can be read for a while. */
  APIGatewayV2HTTPResponse get(Call call) {
    String key = key(call);
    HeadObjectResponse _ = file(key);
    var answer = Answers.empty(302);
    answer.getHeaders().put("location", bucket.readable(key, READING, _ -> {}).toString());
    return answer;
  }

  private String key(Call call) {
    return bucket
        .get(MediaKeys.link(call.path("id")), null)
        .map(json -> MessageJson.read(json.asUtf8String(), MediaKeys.Link.class))
        .filter(link -> link.until().isAfter(clock.instant()))
        .map(MediaKeys.Link::key)
        .orElseThrow(Media::notFound);
  }

  private HeadObjectResponse file(String key) {
    return bucket.head(key).orElseThrow(Media::notFound);
  }

  private static Problem notFound() {
    return Problem.of(404, "There is no such file, or no longer.");
  }
}
