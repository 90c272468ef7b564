package tidings.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tidings.lambda.Problem;
import tidings.message.MessageJson;

/** Reads the fields of a body and collects the faults, so that one answer names them. */
final class Fields {
  /** Who has so many has others as well; the answer stays smaller than what Lambda takes. */
  static final int MOST_FAULTS = 100;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-][A-Za-z0-9 _.-]{0,63}");

  /** Genesys states no limit; 2 KB is what integrations keep to. */
  private static final int MOST_BYTES_OF_TEXTS = 1900;

  private final List<Problem.Fault> faults;
  private final JsonNode object;
  private final String path;

  private Fields(JsonNode object, String path, List<Problem.Fault> faults) {
    this.object = object;
    this.path = path;
    this.faults = faults;
  }

  static Fields of(JsonNode body) {
    return new Fields(body, "", new ArrayList<>());
  }

  /** The fields of an object within, whose faults are collected here; an absent one has none. */
  Fields within(String name) {
    JsonNode value = object.path(name);
    if (!isAbsent(value) && !value.isObject()) {
      fault(name, "must be an object");
    }
    return new Fields(value, path + name + ".", faults);
  }

  /** A field that is null counts as absent. */
  boolean has(String name) {
    return !isAbsent(object.path(name));
  }

  /** Text of at most so many UTF-16 units; blank text counts as absent. */
  Optional<String> text(String name, int longest) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      fault(name, "must be text");
      return Optional.empty();
    }
    if (value.textValue().length() > longest) {
      fault(name, "must be at most " + longest + " characters long");
    }
    return Optional.of(value.textValue()).filter(text -> !text.isBlank());
  }

  /** An id that the client made; a blank one is a fault, for another would stand in its place. */
  Optional<String> id(String name) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isTextual() || !ID.matcher(value.textValue()).matches()) {
      fault(name, "must be text that matches " + ID.pattern());
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  /** Text that must be there, at most so long. */
  Optional<String> requiredText(String name, int longest) {
    return required(name, text(name, longest));
  }

  /**
   * Texts by their names, which are letters, digits, blanks and {@code _.-}; an absent object has
   * none, and a text that is null counts as absent.
   */
  Map<String, String> texts(String name) {
    Fields within = within(name);
    var texts = new TreeMap<String, String>();
    for (var field : within.object.properties()) {
      if (!NAME.matcher(field.getKey()).matches()) {
        fault(name, "must have names that match " + NAME.pattern());
      } else if (field.getValue().isTextual()) {
        texts.put(field.getKey(), field.getValue().textValue());
      } else if (!isAbsent(field.getValue())) {
        within.fault(field.getKey(), "must be text");
      }
    }
    if (MessageJson.write(texts).getBytes(StandardCharsets.UTF_8).length > MOST_BYTES_OF_TEXTS) {
      fault(name, "must be at most " + MOST_BYTES_OF_TEXTS + " bytes long as JSON");
    }
    return texts;
  }

  /** A number within these bounds. */
  Optional<Double> number(String name, double lowest, double highest) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.isNumber() || value.doubleValue() < lowest || value.doubleValue() > highest) {
      String least = BigDecimal.valueOf(lowest).stripTrailingZeros().toPlainString();
      String most = BigDecimal.valueOf(highest).stripTrailingZeros().toPlainString();
      fault(name, "must be a number from " + least + " to " + most);
      return Optional.empty();
    }
    return Optional.of(value.doubleValue());
  }

  /** A whole number within these bounds. */
  Optional<Long> whole(String name, long lowest, long highest) {
    JsonNode value = object.path(name);
    if (isAbsent(value)) {
      return Optional.empty();
    }
    if (!value.canConvertToExactIntegral()
        || !value.canConvertToLong()
        || value.longValue() < lowest
        || value.longValue() > highest) {
      fault(name, "must be a whole number from " + lowest + " to " + highest);
      return Optional.empty();
    }
    return Optional.of(value.longValue());
  }

  /** What was read of a field that must be there. */
  <T> Optional<T> required(String name, Optional<T> value) {
    boolean faulty = faults.stream().anyMatch(fault -> fault.field().equals(path + name));
    if (value.isEmpty() && !faulty) {
      fault(name, "must be there, and not blank");
    }
    return value;
  }

  /** True or false, false where it is absent. */
  boolean flag(String name) {
    JsonNode value = object.path(name);
    if (!isAbsent(value) && !value.isBoolean()) {
      fault(name, "must be true or false");
    }
    return value.asBoolean(false);
  }

  /** A point in time, in ISO 8601 with its zone. */
  Optional<Instant> time(String name) {
    Optional<String> text = text(name, 64);
    try {
      return text.map(
          value -> MessageJson.time(OffsetDateTime.parse(value).toInstant().toString()));
    } catch (DateTimeException _) {
      fault(name, "must be a time in ISO 8601 with its zone");
      return Optional.empty();
    }
  }

  /** One of these words, which must be there; any other is a fault, and read as the first. */
  String oneOf(String name, String... words) {
    Optional<String> word = text(name, 64).filter(List.of(words)::contains);
    if (word.isEmpty()) {
      fault(name, "must be one of " + String.join(", ", words));
    }
    return word.orElse(words[0]);
  }

  /** Text that must be there and is not blank; a fault is read as empty text. */
  String present(String name, int longest) {
    Optional<String> text = text(name, longest);
    if (text.isEmpty()) {
      fault(name, "must be there, and not blank");
    }
    return text.orElse("");
  }

  void fault(String name, String message) {
    if (faults.size() < MOST_FAULTS) {
      faults.add(new Problem.Fault(path + name, message));
    }
  }

  /**
   * Ends the reading.
   *
   * @throws Problem 422 with the faults, if there is one
   */
  void check() {
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults);
    }
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
