package tidings.local.push;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.HashMap;
import java.util.Map;

/** A device as SNS knows it. An empty {@code userData} is none. */
record Endpoint(String arn, String token, boolean enabled, String userData) {

  /** Whether asking for these attributes asks for this endpoint as it is. */
  boolean agreesWith(Map<String, String> wanted) {
    String flag = wanted.get("Enabled");
    return (flag == null || Boolean.parseBoolean(flag) == enabled)
        && wanted.getOrDefault("CustomUserData", "").equals(userData);
  }

  /** This endpoint with these attributes in place of its own. */
  Endpoint changed(Map<String, String> attributes) {
    String flag = attributes.getOrDefault("Enabled", Boolean.toString(enabled));
    return new Endpoint(
        arn,
        attributes.getOrDefault("Token", token),
        Boolean.parseBoolean(flag),
        attributes.getOrDefault("CustomUserData", userData));
  }

  Map<String, String> attributes() {
    var attributes = new HashMap<>(Map.of("Token", token, "Enabled", Boolean.toString(enabled)));
    if (!userData.isEmpty()) {
      attributes.put("CustomUserData", userData);
    }
    return attributes;
  }

  /** {@code arn:aws:sns:<region>:<account>:app/<platform>/<name>}. */
  String application() {
    return arn.substring(0, arn.lastIndexOf('/')).replace(":endpoint/", ":app/");
  }

  String platform() {
    return platform(application());
  }

  static String platform(String applicationArn) {
    return applicationArn.substring(
        applicationArn.indexOf('/') + 1, applicationArn.lastIndexOf('/'));
  }

  JsonNode json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("endpoint", arn)
        .put("token", token)
        .put("enabled", enabled)
        .put("userData", userData);
  }

  static Endpoint from(JsonNode json) {
    return new Endpoint(
        json.get("endpoint").asText(),
        json.get("token").asText(),
        json.get("enabled").asBoolean(),
        json.get("userData").asText());
  }
}
