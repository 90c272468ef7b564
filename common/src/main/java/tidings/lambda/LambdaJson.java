package tidings.lambda;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;

/**
 * Events and answers in JSON, by the code with which Lambda's runtime reads and writes them; half
 * of what a first answer would load is that code.
 */
final class LambdaJson {
  private LambdaJson() {}

  /** The same, written and read again; itself where nothing of Lambda's runtime is there. */
  static <T> T through(T value) {
    try {
      return through(value, serializer(value));
    } catch (NoClassDefFoundError _) {
      return value;
    }
  }

  private static <T> T through(T value, PojoSerializer<T> serializer) {
    var json = new ByteArrayOutputStream();
    serializer.toJson(value, json);
    return serializer.fromJson(new ByteArrayInputStream(json.toByteArray()));
  }

  /** Chosen as the runtime interface client chooses it. */
  @SuppressWarnings("unchecked")
  private static <T> PojoSerializer<T> serializer(T value) {
    var type = (Class<T>) value.getClass();
    return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }
}
