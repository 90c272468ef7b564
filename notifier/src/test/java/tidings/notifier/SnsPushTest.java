package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.notifier.Phones.ALICE;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PlatformApplicationDisabledException;
import software.amazon.awssdk.services.sns.model.SnsException;

class SnsPushTest {
  private final Phones phones = new Phones();

  @Test
  void whatSnsTakesIsSentUnderItsId() {
    assertThat(push()).isEqualTo(new Push.Answer.Sent("push-1"));
  }

  @Test
  void aDisabledEndpointIsGone() {
    fail(FakeSns.disabled());

    assertThat(push()).isEqualTo(new Push.Answer.Gone("HTTP 400 EndpointDisabled"));
  }

  @Test
  void anEndpointThatIsNotFoundIsGone() {
    fail(FakeSns.error(NotFoundException.builder(), 404, "NotFound", "no such endpoint"));

    assertThat(push()).isInstanceOf(Push.Answer.Gone.class);
  }

  @Test
  void aDeletedEndpointIsGone() {
    var device = phones.register(ALICE, "phone", "token");
    phones.sns.endpoints().clear();

    assertThat(push(device)).isInstanceOf(Push.Answer.Gone.class);
  }

  @Test
  void aPayloadThatSnsRejectsIsOurFault() {
    fail(invalid("Invalid parameter: Message Reason: not JSON"));

    assertThat(push()).isInstanceOf(Push.Answer.Refused.class);
  }

  @Test
  void aDisabledApplicationIsForTheOperator() {
    var builder = PlatformApplicationDisabledException.builder();
    fail(FakeSns.error(builder, 400, "PlatformApplicationDisabled", "disabled"));

    assertThat(push()).isInstanceOf(Push.Answer.Refused.class);
  }

  @Test
  void aMissingPermissionIsForTheOperator() {
    var builder = AuthorizationErrorException.builder();
    fail(FakeSns.error(builder, 403, "AuthorizationError", "not allowed"));

    assertThat(push()).isInstanceOf(Push.Answer.Refused.class);
  }

  @Test
  void tooManyRequestsMeansLater() {
    fail(FakeSns.throttled());

    assertThat(push()).isEqualTo(new Push.Answer.Busy("HTTP 429 Throttled"));
  }

  @Test
  void anErrorOfSnsMeansLater() {
    fail(FakeSns.error(SnsException.builder(), 500, "InternalFailure", "out"));

    assertThat(push()).isInstanceOf(Push.Answer.Busy.class);
  }

  @Test
  void noAnswerMeansLater() {
    phones.sns.beforePublish(
        _ -> {
          throw SdkClientException.create("no route to host");
        });

    assertThat(push()).isInstanceOf(Push.Answer.Busy.class);
  }

  private void fail(SnsException error) {
    phones.sns.beforePublish(
        _ -> {
          throw error;
        });
  }

  private static SnsException invalid(String message) {
    return FakeSns.error(InvalidParameterException.builder(), 400, "InvalidParameter", message);
  }

  private Push.Answer push() {
    return push(phones.register(ALICE, "phone", "token"));
  }

  private Push.Answer push(Device device) {
    return new SnsPush(phones.sns, Preview.NONE)
        .push(Alerts.message("Maja", "Hello"), device, Duration.ofSeconds(898));
  }
}
