package tidings.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tidings.local.engines.AtomicFile;

/** An OpenID issuer for whoever tries the stack: its key outlives a restart where state is kept. */
final class Issuer {
  private final URI uri;
  private final String audience;
  private final RSAKey key;
  private final Clock clock;

  Issuer(URI uri, String audience, Optional<Path> folder, Clock clock) {
    this.uri = uri;
    this.audience = audience;
    this.key = folder.map(path -> kept(path.resolve("issuer-key.json"))).orElseGet(Issuer::made);
    this.clock = clock;
  }

  URI uri() {
    return uri;
  }

  /** A token for this user, as a company's own issuer would give it. */
  String token(String userId, Duration life) {
    Instant now = clock.instant();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(uri.toString())
            .audience(audience)
            .subject(userId)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(life)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("the issuer's key cannot sign", e);
    }
    return token.serialize();
  }

  /** What {@code .well-known/openid-configuration} answers. */
  Map<String, Object> configuration() {
    return Map.of("issuer", uri.toString(), "jwks_uri", uri + "/.well-known/jwks.json");
  }

  /** The public key, as {@code .well-known/jwks.json} answers it. */
  Map<String, Object> publicKeys() {
    return new JWKSet(key.toPublicJWK()).toJSONObject();
  }

  private static RSAKey kept(Path file) {
    try {
      if (!Files.exists(file)) {
        AtomicFile.write(file, made().toJSONString().getBytes(StandardCharsets.UTF_8));
      }
      return RSAKey.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(file + " is no key", e);
    }
  }

  private static RSAKey made() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no RSA key could be made", e);
    }
  }
}
