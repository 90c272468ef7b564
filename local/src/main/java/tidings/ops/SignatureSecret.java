package tidings.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import tidings.lambda.Secret;

/**
 * The secret that signs webhooks, of which two count at a time: so Genesys may go on with the old
 * one until it has taken the new.
 */
record SignatureSecret(SecretStore store) {
  private static final String OUTPUT = "WebhookSecretArn";
  private static final int BYTES = 32;

  /** The one that is stored; where none is good enough for Genesys, a new one. */
  Secret stored() {
    Secret current = store.field(OUTPUT, "current");
    return current.value().length() < SecretStore.SHORTEST_SIGNATURE_SECRET ? renew() : current;
  }

  /** Makes and stores a new one; the old one counts until the next. */
  Secret renew() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    ObjectNode secret = store.read(OUTPUT);
    String old = secret.path("current").asText();
    store.write(OUTPUT, secret.put("current", fresh).put("previous", old));
    return new Secret(fresh);
  }
}
