package tidings.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tidings.lambda.Line;
import tidings.lambda.Secret;
import tidings.lambda.Secrets;
import tidings.message.Command;
import tidings.message.GenesysWebhook;
import tidings.message.MessageJson;
import tidings.message.RawJson;

/** Takes a webhook of Genesys: checks its signature and enqueues it as it is. */
final class Webhook {
  /** SQS takes 1 MiB; the envelope needs some of it. */
  static final int LIMIT_BYTES = 900 * 1024;

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
    enqueue(new String(body, StandardCharsets.UTF_8));
    return new End.Taken();
  }

  /** A secret may have been changed since it was read: a mismatch is looked at twice. */
  private boolean isSigned(byte[] body, Signature signature) {
    return isSigned(body, signature, secrets.live(secretArn))
        || isSigned(body, signature, secrets.liveAfresh(secretArn));
  }

  private static boolean isSigned(byte[] body, Signature signature, List<Secret> keys) {
    return keys.stream().anyMatch(key -> signature.signs(body, key));
  }

  private void enqueue(String body) {
    Instant now = clock.instant();
    JsonNode json;
    try {
      json = MessageJson.mapper().readTree(body);
    } catch (JsonProcessingException _) {
      queue.send(new Command.Unroutable(now, "not JSON", body));
      return;
    }
    GenesysWebhook webhook = GenesysWebhook.read(json, now);
    if (webhook.userId().isEmpty() || webhook.integrationId().isEmpty()) {
      queue.send(new Command.Unroutable(now, "no customer or no integration", body));
      return;
    }
    var chat = installation.chat(webhook.userId().get(), webhook.integrationId().get());
    var command = new Command.Webhook(chat, now, new RawJson(body));
    String id = webhook.id().orElse(body);
    queue.send(
        chat, command, "webhook", json.path("type").asText(), json.path("status").asText(), id);
    Line.info("taken").with(chat.ids()).with("messageId", webhook.id().orElse(null)).write();
  }
}
