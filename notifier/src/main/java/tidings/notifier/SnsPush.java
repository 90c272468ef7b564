package tidings.notifier;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
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

/** Pushes by SNS' mobile push. */
record SnsPush(SnsClient sns, Preview preview) implements Push {

  @Override
  public Answer push(Alert alert, Device device, Duration timeToLive) {
    var words = Words.of(device.about().locale());
    var shown = Payload.Shown.of(alert, preview, words);
    var payload = new Payload(alert, shown, conversation(alert), timeToLive);
    try {
      return new Answer.Sent(publish(payload, device));
    } catch (SnsException e) {
      return answer(e);
    } catch (SdkClientException e) {
      return new Answer.Busy(e.getClass().getSimpleName());
    }
  }

  private String publish(Payload payload, Device device) {
    String message = payload.message(device.platform());
    Map<String, MessageAttributeValue> attributes =
        payload.attributes(device.platform()).entrySet().stream()
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

  /** What replaces each other on the device: a conversation's pushes, but not its offers. */
  private static String conversation(Alert alert) {
    String of = alert.isReplacedByLater() ? "" : alert.message().value();
    String name = alert.user().value() + " " + alert.place().feed().name() + " " + of;
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
