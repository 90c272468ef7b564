package tidings.local.trail;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.message.GenesysWebhook;

/** The message that a webhook of Genesys is about. */
final class Webhooks {
  private Webhooks() {}

  /** Empty where the webhook is about none. */
  static Optional<Step.Subject> subject(JsonNode body) {
    var webhook = GenesysWebhook.read(body, Instant.EPOCH);
    @Nullable String userId = webhook.heading().userId().orElse(null);
    Optional<String> messageId =
        switch (webhook.kind()) {
          case GenesysWebhook.Said(var message) -> Optional.of(message.id().value());
          case GenesysWebhook.Receipt receipt -> Optional.ofNullable(receipt.messageId());
          case GenesysWebhook.Typing _, GenesysWebhook.Unknown _ -> Optional.empty();
        };
    return messageId.map(id -> new Step.Subject(id, userId));
  }

  /** Its type; of a receipt, its status. */
  static String what(JsonNode body) {
    return body.path("status").asText(body.path("type").asText());
  }
}
