package tidings.local.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PlatformApplicationDisabledException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.ThrottledException;

class PublishTest {
  private static final String TTL = "AWS.SNS.MOBILE.FCM.TTL";

  @Test
  void aPushIsKeptWithThePayloadOfItsPlatform() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      var ttl = MessageAttributeValue.builder().dataType("String").stringValue("60").build();

      sns.client.publish(
          p ->
              p.targetArn(arn)
                  .messageStructure("json")
                  .message(Sns.TEXT)
                  .messageAttributes(Map.of(TTL, ttl)));

      Sent sent = sns.push.sent().getFirst();
      assertThat(sent)
          .isEqualTo(new Sent(Sns.NOW, arn, "GCM", "t", sent.payload(), Map.of(TTL, "60")));
      assertThat(sent.payload().toString()).isEqualTo("{\"n\":1}");
    }
  }

  @Test
  void thePlatformGetsTheDefaultWhereItIsNotNamed() {
    try (var sns = Sns.open()) {
      sns.publish(sns.endpoint("t"), "{\"default\":\"New message\",\"APNS\":\"{}\"}");

      assertThat(sns.push.sent().getFirst().payload().asText()).isEqualTo("New message");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "[]",
        "{\"GCM\":\"{}\"}",
        "{\"default\":\"x\",\"GCM\":{}}",
        "{\"default\":\"x\",\"GCM\":\"{torn\"}",
        "{\"default\":\"x\",\"GCM\":\"7\"}",
        "{\"default\":\"x\",\"GCM\":\"{\\\"fcmV1Message\\\":{\\\"message\\\":"
            + "{\\\"data\\\":{\\\"badge\\\":1}}}}\"}"
      })
  void aMalformedMessageIsAnInvalidParameter(String message) {
    try (var sns = Sns.open()) {
      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(() -> sns.publish(sns.endpoint("t"), message));
      assertThat(sns.push.sent()).isEmpty();
    }
  }

  @Test
  void aMessageEndsAt256Kilobytes() {
    try (var sns = Sns.open()) {
      String frame = "{\"default\":\"\"}";
      String fits = "{\"default\":\"" + "x".repeat(256 * 1024 - frame.length()) + "\"}";

      sns.publish(sns.endpoint("t"), fits);

      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(() -> sns.publish(sns.endpoint("t"), fits + " "))
          .withMessageContaining("Message too long");
    }
  }

  @Test
  void aDeletedEndpointIsAnInvalidTarget() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.client.deleteEndpoint(delete -> delete.endpointArn(arn));

      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(() -> sns.publish(arn, Sns.TEXT))
          .withMessageContaining("No endpoint found for the target arn specified");
    }
  }

  @Test
  void aDeadTokenIsNoticedAfterTheFirstPush() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.push.kill("t");

      sns.publish(arn, Sns.TEXT);

      assertThat(sns.attributes(arn)).containsEntry("Enabled", "false");
      assertThatExceptionOfType(EndpointDisabledException.class)
          .isThrownBy(() -> sns.publish(arn, Sns.TEXT));
      assertThat(sns.push.sent()).hasSize(1);
    }
  }

  @Test
  void aRevivedTokenWorksOnceItsEndpointIsEnabled() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.push.kill("t");
      sns.publish(arn, Sns.TEXT);

      sns.push.revive("t");
      sns.set(arn, Map.of("Enabled", "true"));
      sns.publish(arn, Sns.TEXT);

      assertThat(sns.attributes(arn)).containsEntry("Enabled", "true");
    }
  }

  @Test
  void throttlingOutlastsTheFourTriesOfTheSdk() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.push.fault(new PushFault(PushFault.Kind.THROTTLED, null, 4));

      assertThatExceptionOfType(ThrottledException.class)
          .isThrownBy(() -> sns.publish(arn, Sns.TEXT))
          .matches(SnsException::isThrottlingException);
      assertThat(sns.publish(arn, Sns.TEXT)).isNotBlank();
    }
  }

  @Test
  void anInternalFailureOutlastsThemToo() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.push.fault(new PushFault(PushFault.Kind.INTERNAL_FAILURE, null, 4));

      assertThatExceptionOfType(SnsException.class)
          .isThrownBy(() -> sns.publish(arn, Sns.TEXT))
          .matches(failure -> failure.statusCode() == 500)
          .matches(failure -> failure.awsErrorDetails().errorCode().equals("InternalFailure"));
      assertThat(sns.publish(arn, Sns.TEXT)).isNotBlank();
    }
  }

  @Test
  void aDisabledApplicationOfOneTokenLeavesTheOtherAlone() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.push.fault(new PushFault(PushFault.Kind.APPLICATION_DISABLED, "t", 1));

      sns.publish(sns.endpoint("other"), Sns.TEXT);

      assertThatExceptionOfType(PlatformApplicationDisabledException.class)
          .isThrownBy(() -> sns.publish(arn, Sns.TEXT));
      assertThat(sns.push.sent()).extracting(Sent::token).containsExactly("other");
    }
  }

  @Test
  void clearedFaultsAreForgottenAndNoneIsForNothing() {
    try (var sns = Sns.open()) {
      sns.push.fault(new PushFault(PushFault.Kind.APPLICATION_DISABLED, null, 9));
      sns.push.clearFaults();

      assertThat(sns.publish(sns.endpoint("t"), Sns.TEXT)).isNotBlank();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PushFault(PushFault.Kind.THROTTLED, null, 0));
    }
  }
}
