package tidings.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import tidings.lambda.Line;
import tidings.lambda.Metric;
import tidings.message.MessageJson;

/**
 * What SNS tells of the platform applications (SNS developer guide, "Application event
 * notifications"): a delivery failed after SNS had taken the push, which is how most dead tokens
 * are found. An event says that there is something to look at; what is done follows from how the
 * endpoint stands.
 */
record PushEvents(Devices devices, Endpoints endpoints) {
  /**
   * Removes the device whose endpoint SNS has disabled, as a rejected push does.
   *
   * @throws MessageJson.Unreadable if it is no event of SNS'
   */
  void take(String event) {
    JsonNode json = MessageJson.read(event, JsonNode.class);
    String endpoint = json.path("EndpointArn").asText();
    if (endpoint.isEmpty()) {
      throw new MessageJson.Unreadable("not an event: it names no endpoint");
    }
    String type = json.path("EventType").asText();
    Optional<Device> device = device(endpoint);
    if (device.isEmpty()) {
      Line.info("push event of no device").with("type", type).write();
      return;
    }
    boolean removed = isDisabled(endpoint) && devices.remove(device.get());
    Device.Id id = device.get().id();
    Line line = Line.info("push event").with("type", type).with("conversation", id.user().value());
    line.with("device", id.name()).with("failure", json.path("FailureType").asText());
    (removed ? line.count(Metric.PUSHES_GONE) : line).write();
  }

  /** The device that is reached by this endpoint. */
  private Optional<Device> device(String endpoint) {
    return Platform.ofEndpoint(endpoint)
        .flatMap(
            platform ->
                endpoints
                    .find(endpoint)
                    .map(state -> Registration.tokenHash(platform, state.token())))
        .flatMap(devices::owner)
        .flatMap(owner -> devices.find(owner.device()))
        .filter(device -> device.endpoint().equals(endpoint));
  }

  /**
   * Looked at after the device was read: a registration enables the endpoint before it writes the
   * device, so that one of the two shows it.
   */
  private boolean isDisabled(String endpoint) {
    return endpoints.find(endpoint).filter(state -> !state.enabled()).isPresent();
  }
}
