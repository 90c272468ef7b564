package tidings.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tidings.lambda.MovableClock;
import tidings.local.template.Deployment;

class TokensTest {
  private static final Instant NOON = RunningGateway.NOON;
  private static RSAKey key;
  private static RSAKey stranger;

  private final AtomicInteger fetches = new AtomicInteger();
  private HttpServer issuer;
  private RunningGateway gateway;

  @BeforeAll
  static void makeKeys() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    stranger = new RSAKeyGenerator(2048).keyID("two").generate();
  }

  @BeforeEach
  void start() throws Exception {
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve("/id/.well-known/openid-configuration", "{\"jwks_uri\":\"" + address("/keys") + "\"}");
    serve("/keys", new JWKSet(key.toPublicJWK()).toString());
    issuer.start();
    gateway =
        new RunningGateway(
            Apis.api(
                List.of(Apis.behind("Customer", "GET", "/chats/{userId}")),
                Map.of("Customer", new Deployment.Jwt(address("/id"), List.of("app", "web"))),
                new Deployment.Throttle(1000, 1000)),
            (_, _) -> RunningGateway.answer(200, "fine"));
  }

  @AfterEach
  void stop() {
    gateway.close();
    issuer.stop(0);
  }

  @Test
  void theClaimsOfAGoodTokenReachTheFunctionAsText() throws Exception {
    var claims =
        claims()
            .claim("groups", List.of("a", "b"))
            .claim("vip", true)
            .claim("address", Map.of("city", "Rome"));

    assertThat(call(token(claims, key)).statusCode()).isEqualTo(200);
    assertThat(gateway.event().getRequestContext().getAuthorizer().getJwt().getClaims())
        .containsEntry("sub", "ann")
        .containsEntry("groups", "[a b]")
        .containsEntry("vip", "true")
        .containsEntry("address", "map[city:Rome]")
        .containsEntry("exp", String.valueOf(NOON.plusSeconds(60).getEpochSecond()));
  }

  @Test
  void withoutATokenTheCallerIsToldToBringOne() throws Exception {
    var response = gateway.get("/chats/ann");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).isEqualTo("{\"message\":\"Unauthorized\"}");
    assertThat(response.headers().firstValue("www-authenticate")).contains("Bearer");
  }

  @Test
  void aTokenThatSomebodyElseSignedIsRefused() throws Exception {
    var forged = new RSAKey.Builder(stranger).keyID("one").build();

    assertRefused(token(claims(), forged), "signature");
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() throws Exception {
    assertRefused(token(claims().issuer("http://elsewhere"), key), "invalid issuer");
  }

  @Test
  void aTokenForAnotherAudienceIsRefused() throws Exception {
    assertRefused(token(claims().audience("other").claim("client_id", "app"), key), "audience");
  }

  @Test
  void withoutAnAudienceTheClientCounts() throws Exception {
    var claims = claims().audience((String) null).claim("client_id", "web");

    assertThat(call(token(claims, key)).statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenEndsAtItsTime() throws Exception {
    assertRefused(token(claims().expirationTime(Date.from(NOON)), key), "expired");
    assertRefused(token(claims().expirationTime(null), key), "expired");
  }

  @Test
  void aTokenOfTheFutureIsRefused() throws Exception {
    Date later = Date.from(NOON.plusSeconds(5));

    assertRefused(token(claims().notBeforeTime(later), key), "not valid yet");
    assertRefused(token(claims().issueTime(later), key), "not valid yet");
  }

  @Test
  void anUnsignedTokenIsRefused() throws Exception {
    assertRefused(new PlainJWT(claims().build()).serialize(), "malformed");
  }

  @Test
  void whatIsNoTokenIsRefused() throws Exception {
    assertRefused("hello", "malformed");
  }

  @Test
  void keysAreFetchedOnceForManyTokens() throws Exception {
    call(token(claims(), key));
    call(token(claims(), key));
    call(token(claims(), stranger));

    assertThat(fetches).hasValue(1);
  }

  @Test
  void anUnknownKeyIsLookedForAgainAfterAPause() throws Exception {
    var clock = new MovableClock();
    var keys = new IssuerKeys(address("/id"), clock);
    keys.key("two");
    keys.key("two");
    clock.pass(Duration.ofSeconds(3));
    keys.key("two");

    assertThat(fetches).hasValue(2);
  }

  @Test
  void anIssuerThatIsOutRefusesEverybody() throws Exception {
    issuer.stop(0);

    assertRefused(token(claims(), key), "communication error");
  }

  private void assertRefused(String token, String reason) throws Exception {
    var response = call(token);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("www-authenticate").orElse("")).contains(reason);
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(address("/id"))
        .subject("ann")
        .audience("app")
        .issueTime(Date.from(NOON))
        .expirationTime(Date.from(NOON.plusSeconds(60)));
  }

  private static String token(JWTClaimsSet.Builder claims, RSAKey key) throws Exception {
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var jwt = new SignedJWT(header, claims.build());
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private HttpResponse<String> call(String token) throws Exception {
    return gateway.send(gateway.to("/chats/ann").header("Authorization", "Bearer " + token));
  }

  private String address(String path) {
    return "http://127.0.0.1:" + issuer.getAddress().getPort() + path;
  }

  private void serve(String path, String json) {
    issuer.createContext(
        path,
        exchange -> {
          if (path.equals("/keys")) {
            fetches.incrementAndGet();
          }
          try (exchange) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }
}
