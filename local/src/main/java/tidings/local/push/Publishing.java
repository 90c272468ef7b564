package tidings.local.push;

import static tidings.local.push.SnsAnswer.element;
import static tidings.local.push.SnsAnswer.invalid;
import static tidings.local.push.SnsAnswer.ok;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** Publishing to an endpoint. */
final class Publishing {
  private final Endpoints endpoints;
  private final PushFaults faults;
  private final Consumer<Sent> sent;
  private final Events events;
  private final Clock clock;

  Publishing(
      Endpoints endpoints, PushFaults faults, Consumer<Sent> sent, Events events, Clock clock) {
    this.endpoints = endpoints;
    this.faults = faults;
    this.sent = sent;
    this.events = events;
    this.clock = clock;
  }

  SnsAnswer publish(Form form) {
    if (form.text("TargetArn").isEmpty()) {
      return invalid("TopicArn or TargetArn Reason: no value for required parameter");
    }
    Optional<Endpoint> endpoint = endpoints.find(form.text("TargetArn"));
    if (endpoint.isEmpty()) {
      return invalid("TargetArn Reason: No endpoint found for the target arn specified");
    }
    return faults.next(endpoint.get().token()).orElseGet(() -> publish(endpoint.get(), form));
  }

  private SnsAnswer publish(Endpoint endpoint, Form form) {
    boolean structured = form.text("MessageStructure").equals("json");
    return switch (PushMessage.read(form.text("Message"), structured, endpoint.platform())) {
      case PushMessage.Invalid(String reason) -> invalid(reason);
      case PushMessage.Payload _ when !endpoint.enabled() ->
          SnsAnswer.error(400, "EndpointDisabled", "Endpoint is disabled");
      case PushMessage.Payload(var payload) -> {
        sent.accept(
            new Sent(
                clock.instant(),
                endpoint.arn(),
                endpoint.platform(),
                endpoint.token(),
                payload,
                form.messageAttributes()));
        disableIfDead(endpoint);
        yield ok("Publish", element("MessageId", UUID.randomUUID().toString()));
      }
    };
  }

  /** SNS learns of a dead token from the platform, after it has accepted the message. */
  private void disableIfDead(Endpoint endpoint) {
    if (endpoints.isDead(endpoint.token())) {
      endpoints.put(endpoint.changed(Map.of("Enabled", "false")));
      events.deliveryFailed(endpoint);
    }
  }
}
