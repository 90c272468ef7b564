package tidings.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Says something as Genesys delivers it: one webhook, signed. */
final class Agent {
  private Agent() {}

  static Client.Answer says(Client client, String userId, String id) {
    return sends(
        client,
        """
        {"id":"%1$s","channel":{"id":"%2$s","platform":"Open","type":"Private","messageId":"%1$s",\
        "to":{"id":"%3$s","idType":"Opaque"},\
        "from":{"nickname":"Ann","id":"%2$s","idType":"Opaque"},"time":"%4$s"},\
        "type":"Text","text":"It will be there tomorrow.","originatingEntity":"Human",\
        "direction":"Outbound","conversationId":"talk-%3$s"}"""
            .formatted(id, client.integrationId(), userId, Instant.now()));
  }

  /** Any webhook. */
  static Client.Answer sends(Client client, String json) {
    byte[] body = json.getBytes(UTF_8);
    return client.webhook(body, signature(body, client.config("webhookSecret")));
  }

  private static String signature(byte[] body, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA256", e);
    }
  }
}
