package tidings.local.push;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What SNS tells of its applications, to the topics that their attributes name (SNS developer
 * guide, "Application event notifications"). Messages come as they are, without an envelope, as raw
 * message delivery has it.
 */
final class Events {
  private final Endpoints endpoints;
  private final Clock clock;
  private final Map<String, List<Consumer<String>>> subscribers = new ConcurrentHashMap<>();

  Events(Endpoints endpoints, Clock clock) {
    this.endpoints = endpoints;
    this.clock = clock;
  }

  /** From now on what comes to the topic goes to this subscriber, too. */
  void subscribe(String topicArn, Consumer<String> subscriber) {
    subscribers.computeIfAbsent(topicArn, _ -> new CopyOnWriteArrayList<>()).add(subscriber);
  }

  /** The platform has said that the token is no good any more. */
  void deliveryFailed(Endpoint endpoint) {
    String topic =
        endpoints.application(endpoint.application()).getOrDefault("EventDeliveryFailure", "");
    String event = deliveryFailure(endpoint);
    subscribers.getOrDefault(topic, List.of()).forEach(each -> each.accept(event));
  }

  private String deliveryFailure(Endpoint endpoint) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("DeliveryAttempts", 1)
        .put("EndpointArn", endpoint.arn())
        .put("EventType", "DeliveryFailure")
        .put("FailureMessage", "Platform token associated with the endpoint is not valid")
        .put("FailureType", "InvalidPlatformToken")
        .put("Resource", endpoint.application())
        .put("Service", "SNS")
        .put("Time", clock.instant().toString())
        .toString();
  }
}
