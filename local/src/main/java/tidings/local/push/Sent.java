package tidings.local.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A push that was accepted. The first one to a dead token is among them, as SNS learns of the death
 * by sending.
 *
 * @param platform {@code GCM}, {@code APNS} or {@code APNS_SANDBOX}
 * @param payload the platform's own JSON, or the default text where the message has none for it
 * @param attributes the message attributes by name
 */
public record Sent(
    Instant time,
    String endpointArn,
    String platform,
    String token,
    JsonNode payload,
    Map<String, String> attributes) {

  public Sent {
    payload = payload.deepCopy();
    attributes = Map.copyOf(attributes);
  }

  /** {@code {"time","endpointArn","platform","token","payload","attributes"}}. */
  public JsonNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("time", time.toString()).put("endpointArn", endpointArn);
    json.put("platform", platform).put("token", token).set("payload", payload);
    ObjectNode names = json.putObject("attributes");
    new TreeMap<>(attributes).forEach(names::put);
    return json;
  }

  static Sent from(JsonNode json) {
    var attributes = new TreeMap<String, String>();
    json.get("attributes")
        .properties()
        .forEach(attribute -> attributes.put(attribute.getKey(), attribute.getValue().asText()));
    return new Sent(
        Instant.parse(json.get("time").asText()),
        json.get("endpointArn").asText(),
        json.get("platform").asText(),
        json.get("token").asText(),
        json.get("payload"),
        attributes);
  }
}
