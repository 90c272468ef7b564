package tidings.local.push;

import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A status and the XML of the AWS Query protocol. */
record SnsAnswer(int status, String xml) {

  /** The success of an action, whose result is XML already. */
  static SnsAnswer ok(String action, String result) {
    String metadata = element("ResponseMetadata", requestId());
    String inner = result.isEmpty() ? metadata : element(action + "Result", result) + metadata;
    return new SnsAnswer(
        200,
        "<%1$sResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">%2$s</%1$sResponse>"
            .formatted(action, inner));
  }

  static SnsAnswer error(int status, String code, String message) {
    String error =
        element("Type", status < 500 ? "Sender" : "Receiver")
            + element("Code", code)
            + element("Message", escaped(message));
    return new SnsAnswer(status, element("ErrorResponse", element("Error", error) + requestId()));
  }

  static SnsAnswer invalid(String message) {
    return error(400, "InvalidParameter", "Invalid parameter: " + message);
  }

  static SnsAnswer notFound(String what) {
    return error(404, "NotFound", what + " does not exist");
  }

  static String element(String name, String inner) {
    return "<" + name + ">" + inner + "</" + name + ">";
  }

  static String attributes(Map<String, String> attributes) {
    var entries = new StringBuilder();
    new TreeMap<>(attributes)
        .forEach(
            (key, value) ->
                entries.append(
                    element("entry", element("key", key) + element("value", escaped(value)))));
    return element("Attributes", entries.toString());
  }

  private static String requestId() {
    return element("RequestId", UUID.randomUUID().toString());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
