package tidings.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tidings.lambda.Line;
import tidings.lambda.Secret;
import tidings.lambda.Secrets;
import tidings.message.Command;
import tidings.message.Heading;
import tidings.message.RawJson;

/** Takes a webhook of Genesys: checks its signature and enqueues it as it is. */
final class Webhook {
  /** SQS takes 1 MiB; the envelope needs some of it. */
  static final int LIMIT_BYTES = 900 * 1024;

  /** An id of Genesys' has 36 characters; a table's key takes no long one. */
  private static final Pattern INTEGRATION_ID = Pattern.compile("[\\w.-]{1,64}");

  private static final int LONGEST_USER_ID = 1000;

  /** On its way it becomes part of other JSON, which is read as deep as Jackson does by itself. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(900).build())
          .build();

  private final Secrets secrets;
  private final String secretArn;
  private final Installation installation;
  private final TranscriptQueue queue;
  private final Clock clock;

  Webhook(
      Secrets secrets,
      String secretArn,
      Installation installation,
      TranscriptQueue queue,
      Clock clock) {
    this.secrets = secrets;
    this.secretArn = secretArn;
    this.installation = installation;
    this.queue = queue;
    this.clock = clock;
  }

  /** How taking a webhook ends. */
  sealed interface End {
    record Taken() implements End {}

    record Unsigned(String reason) implements End {}

    record TooBig() implements End {}
  }

  /**
   * Returns {@code Taken} once the webhook is on the queue.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if it is not known to be on the
   *     queue, or the secrets cannot be read
   */
  End take(byte[] body, Optional<String> signatureHeader) {
    if (body.length > LIMIT_BYTES) {
      return new End.TooBig();
    }
    if (signatureHeader.isEmpty()) {
      return new End.Unsigned("There is no signature.");
    }
    Optional<Signature> signature = signatureHeader.flatMap(Signature::parse);
    if (signature.isEmpty()) {
      return new End.Unsigned("The signature is malformed.");
    }
    if (!isSigned(body, signature.get())) {
      return new End.Unsigned("The signature is wrong.");
    }
    return enqueue(new String(body, StandardCharsets.UTF_8)) ? new End.Taken() : new End.TooBig();
  }

  /** A secret may have been changed since it was read: a mismatch is looked at twice. */
  private boolean isSigned(byte[] body, Signature signature) {
    return isSigned(body, signature, secrets.live(secretArn))
        || isSigned(body, signature, secrets.liveAfresh(secretArn));
  }

  private static boolean isSigned(byte[] body, Signature signature, List<Secret> keys) {
    return keys.stream().anyMatch(key -> signature.signs(body, key));
  }

  /** Returns false if no queue has room for it. */
  private boolean enqueue(String body) {
    Instant now = clock.instant();
    Optional<Heading> read = heading(body);
    if (read.isEmpty()) {
      return queue.sendIfItFits(new Command.Unroutable(now, "not JSON, or too deep", body));
    }
    Heading heading = read.get();
    var user = heading.userId().filter(id -> id.length() <= LONGEST_USER_ID);
    var integration = heading.integrationId().filter(INTEGRATION_ID.asMatchPredicate());
    if (user.isEmpty() || integration.isEmpty()) {
      var command = new Command.Unroutable(now, "no customer or no integration", body);
      return queue.sendIfItFits(command);
    }
    var chat = installation.chat(user.get(), integration.get());
    var command = new Command.Webhook(chat, now, new RawJson(body));
    String id = heading.id().orElse(body);
    boolean isSent =
        queue.sendIfItFits(chat, command, "webhook", heading.type(), heading.status(), id);
    if (isSent) {
      Line.info("taken").with(chat.ids()).with("messageId", heading.id().orElse(null)).write();
    }
    return isSent;
  }

  /** Empty if the body is not one JSON value, or too deep. */
  private static Optional<Heading> heading(String body) {
    try (JsonParser json = JSON.createParser(body)) {
      Heading heading = Heading.read(json);
      return json.nextToken() == null ? Optional.of(heading) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }
}
