package tidings.ops;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tidings.digest.Sha256;
import tidings.lambda.Secret;

/**
 * The secret that signs webhooks, of which two count at a time: so Genesys may go on with the old
 * one until it has taken the new. Beside both stands the hash of that which each integration was
 * last given; functions do not look at it.
 */
record SignatureSecret(SecretStore store) {
  private static final String OUTPUT = "WebhookSecretArn";
  private static final String GIVEN = "given";
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

  /**
   * Whether an integration signs with the current one, by what Genesys tells, or else by what is
   * noted; false if neither says so.
   */
  boolean isWith(Integration integration) {
    ObjectNode secret = store.read(OUTPUT);
    Secret current = new Secret(secret.path("current").asText());
    return integration
        .secret()
        .map(current::equals)
        .orElseGet(() -> noted(secret, integration.id()).equals(Sha256.hex(current.value())));
  }

  /** Whether an integration is known to sign with what counts no more. */
  boolean isLostTo(Integration integration) {
    ObjectNode secret = store.read(OUTPUT);
    Set<String> live = new HashSet<>();
    for (String field : List.of("current", "previous")) {
      live.add(Sha256.hex(secret.path(field).asText()));
    }
    String with =
        integration
            .secret()
            .map(Secret::value)
            .map(Sha256::hex)
            .orElse(noted(secret, integration.id()));
    return !with.isEmpty() && !live.contains(with);
  }

  private static String noted(ObjectNode secret, String integrationId) {
    return secret.path(GIVEN).path(integrationId).asText();
  }

  /** Notes that Genesys has this secret for the integration. */
  void given(String integrationId, Secret given) {
    ObjectNode secret = store.read(OUTPUT);
    secret.withObjectProperty(GIVEN).put(integrationId, Sha256.hex(given.value()));
    store.write(OUTPUT, secret);
  }
}
