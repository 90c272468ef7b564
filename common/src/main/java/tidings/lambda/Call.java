package tidings.lambda;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** A request of the HTTP API (payload format 2.0), with the checks that every route makes. */
public record Call(APIGatewayV2HTTPEvent event) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** API Gateway's id of the request, which goes with it through the whole pipeline. */
  public String requestId() {
    return event.getRequestContext().getRequestId();
  }

  /** A variable of the route's path. */
  public String path(String name) {
    return Optional.ofNullable(event.getPathParameters().get(name))
        .orElseThrow(() -> new IllegalStateException("the route has no variable " + name));
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(event.getQueryStringParameters())
        .map(parameters -> parameters.get(name));
  }

  /** A header by its lower-case name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(event.getHeaders()).map(headers -> headers.get(name));
  }

  /** The body as it came, byte for byte. */
  public byte[] bytes() {
    String body = Optional.ofNullable(event.getBody()).orElse("");
    return event.getIsBase64Encoded()
        ? Base64.getDecoder().decode(body)
        : body.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The body as a JSON object, without halves of surrogate pairs.
   *
   * @throws Problem 415 for another content type, 413 over the limit, 422 if it is not an object
   */
  public ObjectNode json(int limitBytes) {
    return json(limitBytes, "", limitBytes);
  }

  /**
   * Like the other, but the text of one field does not count towards the first limit. What escapes
   * add to that text does.
   */
  public ObjectNode json(int limitBytes, String bigText, int limitBytesWithIt) {
    String type = header("content-type").orElse("");
    if (!type.regionMatches(true, 0, "application/json", 0, "application/json".length())) {
      throw Problem.of(415, "The content type must be application/json.");
    }
    byte[] bytes = bytes();
    requireAtMost(limitBytesWithIt, bytes.length);
    Optional<JsonNode> body = parsed(bytes);
    int big =
        body.map(json -> json.path(bigText).textValue())
            .map(text -> text.getBytes(StandardCharsets.UTF_8).length)
            .orElse(0);
    requireAtMost(limitBytes, bytes.length - big);
    if (body.orElseThrow(() -> Problem.of(422, "The body is not JSON.")) instanceof ObjectNode it) {
      return it;
    }
    throw Problem.of(422, "The body is not a JSON object.");
  }

  private static void requireAtMost(int limitBytes, int bytes) {
    if (bytes > limitBytes) {
      throw Problem.of(413, "The body is over " + limitBytes / 1024 + " KB.");
    }
  }

  /** Empty if it is not JSON. */
  private static Optional<JsonNode> parsed(byte[] bytes) {
    try {
      return Optional.of(JSON.readTree(JsonText.fit(new String(bytes, StandardCharsets.UTF_8))));
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /**
   * The user of the path, who must be the one whom the token names.
   *
   * @throws Problem 403 if the token names somebody else, or nobody
   */
  public String customer(String userIdClaim) {
    String userId = path("userId");
    var authorizer = event.getRequestContext().getAuthorizer();
    Map<String, String> claims =
        authorizer == null || authorizer.getJwt() == null
            ? Map.of()
            : authorizer.getJwt().getClaims();
    if (!userId.equals(claims.get(userIdClaim))) {
      throw Problem.of(403, "The token names another user.");
    }
    if (userId.isBlank()) {
      throw Problem.of(403, "The token names nobody.");
    }
    return userId;
  }
}
