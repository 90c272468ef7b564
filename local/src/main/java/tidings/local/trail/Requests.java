package tidings.local.trail;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.local.genesys.Received;
import tidings.local.push.Sent;
import tidings.message.MessageJson;

/** What comes and goes by HTTP. */
public final class Requests {
  private static final int ACCEPTED = 202;

  private Requests() {}

  /** A request to the simulated Genesys; empty where it is about no message. */
  public static Optional<Step> step(Received received) {
    String what = received.path().substring(received.path().lastIndexOf('/') + 1);
    boolean receipt = what.equals("receipt");
    JsonNode body = received.body();
    JsonNode id = receipt ? body.path("id") : body.at("/channel/messageId");
    JsonNode user = body.at(receipt ? "/channel/to/id" : "/channel/from/id");
    return Optional.ofNullable(id.textValue())
        .map(messageId -> new Step.Subject(messageId, user.textValue()))
        .map(
            subject ->
                seen(
                    subject,
                    "genesys",
                    what,
                    received.time(),
                    Integer.toString(received.status())));
  }

  /** A push to a device; empty where it names no message. */
  public static Optional<Step> step(Sent sent) {
    JsonNode data = sent.payload().at("/fcmV1Message/message/data");
    JsonNode id = (data.isObject() ? data : sent.payload()).path("messageId");
    return Optional.ofNullable(id.textValue())
        .map(messageId -> new Step.Subject(messageId, null))
        .map(subject -> seen(subject, "push", sent.platform(), sent.time(), "200"));
  }

  private static Step seen(
      Step.Subject subject, String place, String what, Instant at, String outcome) {
    String id = place + "/" + at + "/" + subject.messageId();
    return new Step(id, subject, place, what, new Step.Times(null, at, null), 1, outcome);
  }

  /** A request to our API; only webhooks and what is accepted are about a message. */
  static Optional<Step> step(
      Invocation invocation,
      APIGatewayV2HTTPEvent request,
      APIGatewayV2HTTPResponse response,
      Instant ended) {
    boolean webhook = request.getHeaders().containsKey("x-hub-signature-256");
    JsonNode body = webhook ? json(text(request)) : MissingNode.getInstance();
    var subject = webhook ? Webhooks.subject(body) : accepted(request, response);
    return subject
        .map(
            one -> {
              String what = webhook ? Webhooks.what(body) : request.getRouteKey();
              return invocation.step("0", one, what, null, 1);
            })
        .map(step -> step.ended(ended, Integer.toString(response.getStatusCode())));
  }

  private static Optional<Step.Subject> accepted(
      APIGatewayV2HTTPEvent request, APIGatewayV2HTTPResponse response) {
    if (response.getStatusCode() != ACCEPTED) {
      return Optional.empty();
    }
    var path = Optional.ofNullable(request.getPathParameters()).orElse(Map.of());
    return Optional.ofNullable(json(response.getBody()).path("id").textValue())
        .map(id -> new Step.Subject(id, path.get("userId")));
  }

  private static String text(APIGatewayV2HTTPEvent request) {
    String body = Optional.ofNullable(request.getBody()).orElse("");
    return request.getIsBase64Encoded()
        ? new String(Base64.getDecoder().decode(body), UTF_8)
        : body;
  }

  /** The JSON of this text, or a node that is no object where it is none. */
  static JsonNode json(@Nullable String text) {
    try {
      return MessageJson.mapper().readTree(text == null ? "" : text);
    } catch (JsonProcessingException _) {
      return TextNode.valueOf("");
    }
  }
}
