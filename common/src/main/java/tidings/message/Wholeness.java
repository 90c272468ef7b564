package tidings.message;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether records have all the parts that their types promise: Jackson leaves null what the
 * JSON lacks, whatever the types say.
 */
final class Wholeness {
  private static final ClassValue<List<Part>> PARTS =
      new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
          return type.isRecord()
              ? Arrays.stream(type.getRecordComponents()).map(Part::of).toList()
              : List.of();
        }
      };

  private Wholeness() {}

  /** Returns false if there is nothing, or something lacks within that is not nullable. */
  static boolean of(@Nullable Object value) {
    return value != null
        && (!(value instanceof Collection<?> items) || items.stream().allMatch(Wholeness::of))
        && PARTS.get(value.getClass()).stream().allMatch(part -> part.isWhole(value));
  }

  private record Part(Method accessor, boolean nullable) {
    static Part of(RecordComponent component) {
      AnnotatedType type = component.getAnnotatedType();
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return new Part(accessor, type.isAnnotationPresent(Nullable.class));
    }

    boolean isWhole(Object whole) {
      Object part = read(whole);
      return part == null ? nullable : Wholeness.of(part);
    }

    private @Nullable Object read(Object whole) {
      try {
        return accessor.invoke(whole);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("a record does not tell " + accessor.getName(), e);
      }
    }
  }
}
