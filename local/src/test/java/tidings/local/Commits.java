package tidings.local;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;

/**
 * Notes when a message's row and its last state were there to be read, from within every client;
 * the SDK makes it itself.
 */
public final class Commits implements ExecutionInterceptor {
  private static final Map<String, Instant> ROWS = new ConcurrentHashMap<>();
  private static final Map<String, Instant> PUBLISHED = new ConcurrentHashMap<>();
  private static final Set<String> PUSHED = ConcurrentHashMap.newKeySet();
  private static final Pattern MESSAGE_ID = Pattern.compile("messageId\\W+([A-Za-z0-9]+)");
  private static volatile boolean noting;

  /** Forgets what was noted, and notes from now on. */
  static void begin() {
    ROWS.clear();
    PUBLISHED.clear();
    PUSHED.clear();
    noting = true;
  }

  /** When each message's row was committed, by the message's id. */
  static Map<String, Instant> rows() {
    return ROWS;
  }

  /** When the state was committed that Genesys has published the message, by the message's id. */
  static Map<String, Instant> published() {
    return PUBLISHED;
  }

  /** The ids of the messages of which SNS has taken a push. */
  static Set<String> pushed() {
    return PUSHED;
  }

  @Override
  public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
    if (noting && call.request() instanceof TransactWriteItemsRequest transaction) {
      transaction.transactItems().stream()
          .filter(write -> write.put() != null)
          .forEach(write -> note(write.put().item()));
    }
    if (noting && call.request() instanceof PublishRequest push) {
      MESSAGE_ID.matcher(push.message()).results().forEach(found -> PUSHED.add(found.group(1)));
    }
  }

  private static void note(Map<String, AttributeValue> item) {
    AttributeValue none = AttributeValue.fromS("");
    String id = item.getOrDefault("id", none).s();
    switch (item.getOrDefault("kind", none).s()) {
      case "message" -> ROWS.put(id, Instant.now());
      case "state" -> {
        if (item.getOrDefault("delivery", none).s().contains("PUBLISHED")) {
          PUBLISHED.put(id, Instant.now());
        }
      }
      default -> {}
    }
  }
}
