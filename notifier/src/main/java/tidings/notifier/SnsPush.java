package tidings.notifier;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import tidings.digest.Sha256;

/** Pushes by SNS' mobile push. */
record SnsPush(SnsClient sns, Preview preview) implements Push {

  @Override
  public Answer push(Notice notice, Device device, Duration timeToLive) {
    try {
      String id =
          switch (notice) {
            case Alert alert -> publish(payload(alert, device, timeToLive), device);
            case Silent silent -> publish(new SilentPayload(silent.badge(), timeToLive), device);
          };
      return new Answer.Sent(id);
    } catch (SnsException e) {
      return answer(e);
    } catch (SdkClientException e) {
      return new Answer.Busy(e.getClass().getSimpleName());
    }
  }

  private Payload payload(Alert alert, Device device, Duration timeToLive) {
    var words = Words.of(device.about().locale());
    var shown = Payload.Shown.of(alert, preview, words);
    return new Payload(alert, shown, names(alert, device), timeToLive);
  }

  private String publish(Payload payload, Device device) {
    Platform platform = device.platform();
    return publish(device, payload.message(platform), payload.attributes(platform));
  }

  private String publish(SilentPayload payload, Device device) {
    Platform platform = device.platform();
    return publish(device, payload.message(platform), payload.attributes(platform));
  }

  private String publish(Device device, String message, Map<String, String> named) {
    Map<String, MessageAttributeValue> attributes =
        named.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> text(entry.getValue())));
    return sns.publish(
            publish ->
                publish
                    .targetArn(device.endpoint())
                    .messageStructure("json")
                    .message(message)
                    .messageAttributes(attributes))
        .messageId();
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static Answer answer(SnsException e) {
    String reason = "HTTP " + e.statusCode() + " " + e.awsErrorDetails().errorCode();
    if (e instanceof EndpointDisabledException
        || e instanceof NotFoundException
        || (e instanceof InvalidParameterException && namesTheTarget(e))) {
      return new Answer.Gone(reason);
    }
    boolean passes = e.isThrottlingException() || e.statusCode() == 429 || e.statusCode() >= 500;
    return passes ? new Answer.Busy(reason) : new Answer.Refused(reason);
  }

  /** "TargetArn Reason: No endpoint found for the target arn specified", as SNS words it. */
  private static boolean namesTheTarget(SnsException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("targetarn");
  }

  /**
   * A conversation's pushes replace each other on the device, its offers do not; nor does one that
   * comes late, for it would replace what is newer.
   */
  private static Payload.Names names(Alert alert, Device device) {
    String feed = alert.user().value() + " " + alert.place().sequence() + " ";
    String own = feed + alert.message().value();
    boolean replaces = alert.isReplacedByLater();
    boolean late = device.told().isPast(alert.place());
    return new Payload.Names(
        Sha256.base64Url(replaces ? feed : own), Sha256.base64Url(replaces && !late ? feed : own));
  }
}
