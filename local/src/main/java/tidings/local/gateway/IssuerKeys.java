package tidings.local.gateway;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The public keys of an OIDC issuer, found by its discovery document and kept for a while. */
final class IssuerKeys {
  private static final Duration LIMIT = Duration.ofMillis(1500);

  /** So long does API Gateway keep keys (page "JWT authorizers"). */
  private static final Duration KEPT = Duration.ofHours(2);

  /** A key that nobody knows makes us look again, but no more often than this. */
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final URI discovery;
  private final Clock clock;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build();
  private JWKSet keys = new JWKSet();
  private Instant asked = Instant.MIN;

  IssuerKeys(String issuer, Clock clock) {
    this.discovery = URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration");
    this.clock = clock;
  }

  /**
   * The key of this id, or none if the issuer has no such key.
   *
   * @throws IOException if the issuer had to be asked and gave no keys; it is not asked again
   *     before the pause
   */
  synchronized Optional<JWK> key(String id) throws IOException {
    Instant now = clock.instant();
    Duration wait = keys.getKeyByKeyId(id) == null ? PAUSE : KEPT;
    if (!now.isBefore(asked.plus(wait))) {
      asked = now;
      keys = fetch();
    }
    return Optional.ofNullable(keys.getKeyByKeyId(id));
  }

  private JWKSet fetch() throws IOException {
    try {
      var configuration = JSONObjectUtils.parse(get(discovery));
      return JWKSet.parse(get(JSONObjectUtils.getURI(configuration, "jwks_uri")));
    } catch (ParseException e) {
      throw new IOException("the issuer's keys cannot be read", e);
    }
  }

  private String get(URI uri) throws IOException {
    try {
      var request = HttpRequest.newBuilder(uri).timeout(LIMIT).build();
      var response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() == 200) {
        return response.body();
      }
      throw new IOException("the issuer answered " + response.statusCode());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the issuer was asked", e);
    }
  }
}
