package tidings.local.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tidings.local.template.Deployment;

/**
 * Checks customers' tokens as the gateway's JWT authorizer does (API Gateway, "Control access to
 * HTTP APIs with JWT authorizers"): RSA signatures only, {@code iss}, {@code aud} or else {@code
 * client_id}, {@code exp}, {@code nbf}, {@code iat}.
 */
final class Tokens {
  private final Deployment.Jwt rules;
  private final IssuerKeys keys;
  private final Clock clock;

  Tokens(Deployment.Jwt rules, Clock clock) {
    this.rules = rules;
    this.keys = new IssuerKeys(rules.issuer(), clock);
    this.clock = clock;
  }

  /** What a token comes to. */
  sealed interface Verdict {
    /** It holds; the claims are text, as the event carries them. */
    record Valid(Map<String, String> claims) implements Verdict {}

    /** It does not, and why. */
    record Invalid(String reason) implements Verdict {}
  }

  Verdict check(String token) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      return fault(claims)
          .or(() -> signatureFault(jwt))
          .<Verdict>map(Verdict.Invalid::new)
          .orElseGet(() -> new Verdict.Valid(texts(claims)));
    } catch (ParseException _) {
      return new Verdict.Invalid("the token is malformed");
    }
  }

  private Optional<String> signatureFault(SignedJWT jwt) {
    if (!JWSAlgorithm.Family.RSA.contains(jwt.getHeader().getAlgorithm())
        || jwt.getHeader().getKeyID() == null) {
      return Optional.of("the token's algorithm or key is not supported");
    }
    try {
      Optional<JWK> key = keys.key(jwt.getHeader().getKeyID());
      if (key.isPresent() && jwt.verify(new RSASSAVerifier(key.get().toRSAKey()))) {
        return Optional.empty();
      }
      return Optional.of("the token's signature does not hold");
    } catch (IOException _) {
      return Optional.of("OIDC discovery endpoint communication error");
    } catch (JOSEException | ClassCastException _) {
      return Optional.of("the token's key is not an RSA key");
    }
  }

  private Optional<String> fault(JWTClaimsSet claims) throws ParseException {
    if (!rules.issuer().equals(claims.getIssuer())) {
      return Optional.of("the token has an invalid issuer");
    }
    if (audiences(claims).stream().noneMatch(rules.audiences()::contains)) {
      return Optional.of("the token does not have a valid audience");
    }
    Instant now = clock.instant();
    if (claims.getExpirationTime() == null || !isBefore(now, claims.getExpirationTime())) {
      return Optional.of("the token has expired");
    }
    if (isBefore(now, claims.getNotBeforeTime()) || isBefore(now, claims.getIssueTime())) {
      return Optional.of("the token is not valid yet");
    }
    return Optional.empty();
  }

  /** Only a token without {@code aud} is judged by its {@code client_id}. */
  private static List<String> audiences(JWTClaimsSet claims) throws ParseException {
    if (!claims.getAudience().isEmpty()) {
      return claims.getAudience();
    }
    String client = claims.getStringClaim("client_id");
    return client == null ? List.of() : List.of(client);
  }

  private static boolean isBefore(Instant now, @Nullable Date date) {
    return date != null && now.isBefore(date.toInstant());
  }

  private static Map<String, String> texts(JWTClaimsSet claims) {
    var texts = new TreeMap<String, String>();
    claims.toJSONObject().forEach((name, value) -> texts.put(name, text(value)));
    return texts;
  }

  /** API Gateway writes lists and objects as {@code [a b]} and {@code map[a:1 b:2]}. */
  private static String text(@Nullable Object value) {
    return switch (value) {
      case null -> "<nil>";
      case List<?> items ->
          items.stream().map(Tokens::text).collect(Collectors.joining(" ", "[", "]"));
      case Map<?, ?> entries ->
          entries.entrySet().stream()
              .map(entry -> entry.getKey() + ":" + text(entry.getValue()))
              .sorted()
              .collect(Collectors.joining(" ", "map[", "]"));
      case Object scalar -> scalar.toString();
    };
  }
}
