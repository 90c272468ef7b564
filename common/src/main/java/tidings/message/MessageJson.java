package tidings.message;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Our JSON, on the queues and in the tables. Readers ignore fields that they do not know. */
public final class MessageJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, new InstantWriter())
                  .addDeserializer(Instant.class, new InstantReader()))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .build();

  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant TOO_LATE = Instant.parse("+10000-01-01T00:00:00Z");

  private MessageJson() {}

  /** The mapper, for JSON trees; it is never reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not writable as JSON: " + value.getClass().getName(), e);
    }
  }

  /**
   * The instant as the app and Genesys get it: ISO 8601 in UTC with three digits of milliseconds,
   * as JavaScript writes it, so that such texts sort as the times do.
   */
  public static String time(Instant at) {
    return TIME.format(at);
  }

  /**
   * The instant that such a text names, with any number of digits of the second's fraction.
   *
   * @throws DateTimeException if it is none, or of a year that does not have four digits: others
   *     cannot write it, and its distance from now has no milliseconds
   */
  public static Instant time(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(EARLIEST) || !time.isBefore(TOO_LATE)) {
      throw new DateTimeException("a year has four digits");
    }
    return time;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws Unreadable if it is not JSON, not of that type, or lacks a part that is not nullable;
   *     the message holds no content
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      T value = MAPPER.readValue(json, type);
      if (Wholeness.of(value)) {
        return value;
      }
      throw new Unreadable("not a whole " + type.getSimpleName());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new Unreadable("not a " + type.getSimpleName() + ": " + e.getClass().getSimpleName());
    }
  }

  /** What was read is not what it should be; reading it again will not help. */
  public static final class Unreadable extends RuntimeException {
    private final String reason;

    public Unreadable(String reason) {
      super(reason);
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  private static final class InstantWriter extends JsonSerializer<Instant> {
    @Override
    public void serialize(Instant at, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(at.toString());
    }
  }

  private static final class InstantReader extends JsonDeserializer<Instant> {
    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      try {
        return time(json.getText());
      } catch (DateTimeException _) {
        throw new IOException("not an ISO-8601 instant");
      }
    }
  }
}
