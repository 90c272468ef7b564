package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.message.MessageJson;

class PushEventsTest {
  private final Phones phones = new Phones();
  private final PushEvents events = new PushEvents(phones.devices, new Endpoints(phones.sns));

  @Test
  void aFailedDeliveryThatDisabledTheEndpointRemovesTheDevice() {
    var phone = phones.register(ALICE, "phone", "token-1");
    var tablet = phones.register(ALICE, "tablet", "token-2");
    phones.sns.disable(phone.endpoint());

    events.take(failure(phone.endpoint()));
    events.take(failure(phone.endpoint()));

    assertThat(phones.devices.of(ALICE)).containsExactly(tablet);
    assertThat(phones.devices.owner(phone.tokenHash())).isEmpty();
  }

  @Test
  void aFailedDeliveryThatLeftTheEndpointEnabledRemovesNothing() {
    var phone = phones.register(ALICE, "phone", "token");

    events.take(failure(phone.endpoint()));

    assertThat(phones.devices.of(ALICE)).containsExactly(phone);
  }

  @Test
  void aPhoneThatRegisteredAgainSinceTheFailureStays() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.disable(phone.endpoint());
    phones.clock.pass(Duration.ofMillis(1));
    var again = phones.register(ALICE, "phone", "token");

    events.take(failure(phone.endpoint()));

    assertThat(phones.devices.of(ALICE)).containsExactly(again);
  }

  @Test
  void aPhoneThatRegistersWhileTheEventIsLookedAtStays() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.disable(phone.endpoint());
    phones.clock.pass(Duration.ofMillis(1));
    phones.sns.afterGet(() -> phones.register(ALICE, "phone", "token"));

    events.take(failure(phone.endpoint()));

    assertThat(phones.devices.of(ALICE)).hasSize(1);
  }

  @Test
  void theNextUserOfThePhoneKeepsIt() {
    var alices = phones.register(ALICE, "phone", "token");
    var bobs = phones.register(BOB, "phone", "token");

    events.take(failure(alices.endpoint()));

    assertThat(phones.devices.of(BOB)).containsExactly(bobs);
  }

  @Test
  void anEndpointThatIsGoneIsOfNoDevice() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.endpoints().clear();

    events.take(failure(phone.endpoint()));

    assertThat(phones.devices.of(ALICE)).hasSize(1);
  }

  @Test
  void anEndpointOfAnApplicationThatIsNoLongerOursIsOfNoDevice() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.forbid("arn:aws:sns:eu-west-1:123456789012:app/GCM/tidings");

    events.take(failure(phone.endpoint()));

    assertThat(phones.devices.of(ALICE)).containsExactly(phone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"EventType\":\"DeliveryFailure\"}", "torn"})
  void whatIsNoEventIsForTheDeadLetterQueue(String body) {
    assertThatThrownBy(() -> events.take(body)).isInstanceOf(MessageJson.Unreadable.class);
  }

  private static String failure(String endpoint) {
    return """
        {"DeliveryAttempts": 1, "EndpointArn": "%s", "EventType": "DeliveryFailure",
         "FailureMessage": "Platform token associated with the endpoint is not valid",
         "FailureType": "InvalidPlatformToken", "Service": "SNS",
         "Resource": "arn:aws:sns:eu-west-1:123456789012:app/GCM/tidings"}
        """
        .formatted(endpoint);
  }
}
