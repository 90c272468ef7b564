package tidings.local.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A value of the template that knows its place. */
sealed interface Value {
  Place place();

  /** A scalar, by the letters in which it is written. */
  record Text(Place place, String text) implements Value {}

  /** A sequence. */
  record Items(Place place, List<Value> values) implements Value {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A mapping, in the template's order. */
  record Entries(Place place, Map<String, Value> values) implements Value {
    public Entries {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
  }

  /** An intrinsic function, by its name without {@code Fn::} and {@code !}. */
  record Call(Place place, String function, Value argument) implements Value {}

  /** What {@code AWS::NoValue} leaves. */
  record Nothing(Place place) implements Value {}

  /** The letters of a scalar. */
  default String text() {
    return switch (this) {
      case Text(Place _, String text) -> text;
      case Items _, Entries _, Call _, Nothing _ -> throw unlike("a scalar");
    };
  }

  /** The values of a sequence. */
  default List<Value> items() {
    return switch (this) {
      case Items(Place _, List<Value> values) -> values;
      case Text _, Entries _, Call _, Nothing _ -> throw unlike("a sequence");
    };
  }

  /** The values of a mapping. */
  default Map<String, Value> entries() {
    return switch (this) {
      case Entries(Place _, Map<String, Value> values) -> values;
      case Text _, Items _, Call _, Nothing _ -> throw unlike("a mapping");
    };
  }

  /** The scalars of a sequence. */
  default List<String> texts() {
    return items().stream().map(Value::text).toList();
  }

  /** The scalars of a sequence, or the one scalar that may stand in its place. */
  default List<String> oneOrMoreTexts() {
    return this instanceof Text ? List.of(text()) : texts();
  }

  /** A whole number within bounds. */
  default int number(int least, int most) {
    try {
      int number = Integer.parseInt(text());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      throw place().fault("\"" + text() + "\" is not a whole number");
    }
    throw place().fault(text() + " is not from " + least + " to " + most);
  }

  /** A truth value: {@code true} or {@code false}, no other spelling. */
  default boolean flag() {
    return oneOf(List.of("true", "false")).equals("true");
  }

  /** A scalar that is one of these. */
  default String oneOf(List<String> allowed) {
    if (!allowed.contains(text())) {
      throw place().fault("\"" + text() + "\" is none of " + String.join(", ", allowed));
    }
    return text();
  }

  /** Reads a mapping; a key that the reader does not ask for is a fault. */
  default <T> T read(Function<Fields, T> reader) {
    var fields = new Fields(place(), entries());
    T read = reader.apply(fields);
    fields.end();
    return read;
  }

  /** Reads each mapping of a sequence. */
  default <T> List<T> readEach(Function<Fields, T> reader) {
    var all = new ArrayList<T>();
    items().forEach(item -> all.add(item.read(reader)));
    return all;
  }

  private TemplateFault unlike(String expected) {
    return place()
        .fault(
            switch (this) {
              case Call(Place _, String function, Value _) ->
                  "the intrinsic " + function + " cannot stand here; expected " + expected;
              case Nothing _ -> "AWS::NoValue cannot stand here; expected " + expected;
              case Text(Place _, String text) -> "\"" + text + "\" is not " + expected;
              case Items _ -> "a sequence is not " + expected;
              case Entries _ -> "a mapping is not " + expected;
            });
  }
}
