package tidings.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * Where work comes from: the function that does it and, where there is one, the request of our API
 * that began it. Every {@link Line} that is written in its course carries it, and every message
 * that is sent to a queue takes the request's id along. Threads that are started do not inherit it.
 */
public record Origin(String function, @Nullable String requestId) {
  /** Of a queue's message and a table's row: the id of the request that began it. */
  public static final String REQUEST_ID = "requestId";

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9=_-]{1,64}");
  private static final ScopedValue<Origin> CURRENT = ScopedValue.newInstance();
  private static final Origin UNKNOWN = new Origin("-", null);

  /** An id of API Gateway's is a few letters and digits; what is none is not passed on. */
  public Origin {
    requestId = requestId != null && ID.matcher(requestId).matches() ? requestId : null;
  }

  /** An invocation of a function, whatever it is about. */
  public static Origin of(Context invocation) {
    return new Origin(invocation.getFunctionName(), null);
  }

  /** The origin of what is going on now. */
  public static Origin current() {
    return CURRENT.orElse(UNKNOWN);
  }

  /** The same function, but begun by this request. */
  public Origin begunBy(@Nullable String request) {
    return new Origin(function, request);
  }

  /** The same function, but begun by the request that this message names, if it does. */
  public Origin begunBy(SQSMessage message) {
    var attributes = Optional.ofNullable(message.getMessageAttributes()).orElse(Map.of());
    var id = attributes.get(REQUEST_ID);
    return begunBy(id == null ? null : id.getStringValue());
  }

  /** Works with this origin. */
  public <T> T call(Supplier<T> work) {
    return ScopedValue.where(CURRENT, this).call(work::get);
  }

  /** Works with this origin. */
  public void run(Runnable work) {
    ScopedValue.where(CURRENT, this).run(work);
  }

  /** What a message to a queue takes along: the request's id, and nothing of the user. */
  public Map<String, MessageAttributeValue> attributes() {
    return requestId == null
        ? Map.of()
        : Map.of(
            REQUEST_ID,
            MessageAttributeValue.builder().dataType("String").stringValue(requestId).build());
  }
}
