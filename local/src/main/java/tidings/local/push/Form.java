package tidings.local.push;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The parameters of a request in the AWS Query protocol. */
record Form(Map<String, String> parameters) {

  Form {
    parameters = Map.copyOf(parameters);
  }

  static Form parse(String body) {
    var parameters = new HashMap<String, String>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return new Form(parameters);
  }

  /** The value, or an empty text where it is absent. */
  String text(String name) {
    return parameters.getOrDefault(name, "");
  }

  Map<String, String> attributes() {
    return entries("Attributes.entry.", ".key", ".value");
  }

  Map<String, String> messageAttributes() {
    return entries("MessageAttributes.entry.", ".Name", ".Value.StringValue");
  }

  /** A map that the protocol flattened into numbered pairs, counted from one. */
  private Map<String, String> entries(String prefix, String key, String value) {
    var entries = new HashMap<String, String>();
    for (int i = 1; parameters.containsKey(prefix + i + key); i++) {
      entries.put(text(prefix + i + key), text(prefix + i + value));
    }
    return entries;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
