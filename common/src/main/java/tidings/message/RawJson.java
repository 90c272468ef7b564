package tidings.message;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.io.StringWriter;

/** A JSON value that travels inside other JSON unescaped, so that it does not grow. */
@JsonDeserialize(using = RawJson.Reader.class)
public record RawJson(@JsonValue @JsonRawValue String text) {

  /** Takes the value as it is: a number that no machine has stays the same number. */
  static final class Reader extends StdDeserializer<RawJson> {
    private static final long serialVersionUID = 1;

    Reader() {
      super(RawJson.class);
    }

    @Override
    public RawJson deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      var text = new StringWriter();
      try (JsonGenerator copy = parser.getCodec().getFactory().createGenerator(text)) {
        copy.copyCurrentStructureExact(parser);
      }
      return new RawJson(text.toString());
    }
  }

  /** Says nothing of the content, which must not reach a log. */
  @Override
  public String toString() {
    return "RawJson[" + text.length() + " characters]";
  }
}
