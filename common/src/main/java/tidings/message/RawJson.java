package tidings.message;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;

/** A JSON value that travels inside other JSON unescaped, so that it does not grow. */
public record RawJson(@JsonValue @JsonRawValue String text) {

  @JsonCreator
  static RawJson of(JsonNode node) {
    return new RawJson(node.toString());
  }

  /** Says nothing of the content, which must not reach a log. */
  @Override
  public String toString() {
    return "RawJson[" + text.length() + " characters]";
  }
}
