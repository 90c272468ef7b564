package tidings.local.genesys;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The login host: hands out tokens for client credentials and knows them until they expire. */
final class Tokens {
  static final String PATH = "/oauth/token";

  enum Standing {
    MISSING,
    UNKNOWN,
    EXPIRED,
    VALID
  }

  private final GenesysSettings.Client client;
  private final Clock clock;
  private final Supplier<UUID> ids;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  Tokens(GenesysSettings.Client client, Clock clock, Supplier<UUID> ids) {
    this.client = client;
    this.clock = clock;
    this.ids = ids;
  }

  Answer login(Request request) {
    if (!request.method().equals("POST")) {
      return refused(405, "invalid_request", "only POST is allowed");
    }
    if (!request.header("authorization").equals("Basic " + basic())) {
      return refused(401, "invalid_client", "client not found or its secret is wrong");
    }
    if (!request.mediaType().equals("application/x-www-form-urlencoded")) {
      return refused(400, "invalid_request", "the body is not a form");
    }
    if (!Arrays.asList(request.body().text().split("&"))
        .contains("grant_type=client_credentials")) {
      return refused(400, "unsupported_grant_type", "grant_type is not client_credentials");
    }
    return issue();
  }

  /** How the bearer of this {@code Authorization} header stands. */
  Standing standing(String authorization) {
    if (!authorization.startsWith("Bearer ")) {
      return Standing.MISSING;
    }
    Instant end = ends.get(authorization.substring("Bearer ".length()));
    if (end == null) {
      return Standing.UNKNOWN;
    }
    return clock.instant().isBefore(end) ? Standing.VALID : Standing.EXPIRED;
  }

  static Answer refused(int status, String error, String description) {
    var body = JsonNodeFactory.instance.objectNode();
    body.put("error", error).put("description", description).put("error_description", description);
    return new Answer(status, Map.of(), body);
  }

  private Answer issue() {
    String token = ids.get() + "-" + ids.get();
    ends.put(token, clock.instant().plus(client.tokenLife()));
    var body = JsonNodeFactory.instance.objectNode();
    body.put("access_token", token).put("token_type", "bearer");
    return Answer.ok(body.put("expires_in", client.tokenLife().toSeconds()));
  }

  private String basic() {
    String pair = client.id() + ":" + client.secret();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
