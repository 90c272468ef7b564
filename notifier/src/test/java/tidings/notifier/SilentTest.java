package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tidings.message.MessageJson;

class SilentTest {
  private final Phones phones = new Phones();

  @Test
  void whatIsReadOnOneDeviceChangesTheBadgeOfTheOthers() {
    phones.register(ALICE, "phone", "token-1");
    var tablet = phones.register(ALICE, "tablet", "token-2");
    phones.register(BOB, "phone", "token-3");

    announce("read-on-phone");

    assertThat(phones.sns.reached()).containsExactly(tablet.endpoint());
    assertThat(phones.sns.badges()).containsExactly(1L);
  }

  @Test
  void withoutADeviceNamedAllAreTold() {
    phones.register(ALICE, "phone", "token-1");
    phones.register(ALICE, "tablet", "token-2");

    announce("read-somewhere");

    assertThat(phones.sns.published()).hasSize(2);
  }

  @Test
  void anAcknowledgedOfferDoesTheSame() {
    var tablet = phones.register(ALICE, "tablet", "token");

    announce("acknowledged-on-phone");

    assertThat(phones.sns.reached()).containsExactly(tablet.endpoint());
    assertThat(phones.sns.badges()).containsExactly(0L);
  }

  @Test
  void aRecordThatComesTwiceIsSentOnce() {
    phones.register(ALICE, "tablet", "token");

    announce("read-on-phone");
    announce("read-on-phone");

    assertThat(phones.sns.published()).hasSize(1);
  }

  @Test
  void oneThatANewerAlertOvertookIsNotSent() {
    phones.register(ALICE, "tablet", "token");
    announce("agent-message");

    announce("read-before-the-message");

    assertThat(phones.sns.badges()).containsExactly(3L);
  }

  @Test
  void aRetryThatANewerAlertOvertookIsNotSent() {
    var tablet = phones.register(ALICE, "tablet", "token");
    var silent = new Silent(ALICE, new Badge(1, phones.clock.instant()), null);
    phones.devices.give(tablet.id(), new Badge(2, phones.clock.instant().plusMillis(1)));

    phones.notifier().announceAgain(new Retries.Retry("tablet", silent));

    assertThat(phones.sns.published()).isEmpty();
  }

  @Test
  void aThrottledOneIsTriedAgain() {
    phones.failFor(phones.register(ALICE, "tablet", "token"), FakeSns.throttled());
    announce("read-on-phone");
    phones.sns.beforePublish(_ -> {});

    phones.sqs.bodiesSentTo(Phones.RETRIES).stream()
        .map(body -> MessageJson.read(body, Retries.Retry.class))
        .forEach(phones.notifier()::announceAgain);

    assertThat(phones.sns.badges()).containsExactly(1L);
  }

  @Test
  void theReadersOwnLateAlertsKnowTheBadge() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.devices.owe(phone.id(), Alerts.place(6));
    announce("read-on-phone");

    var late = Alerts.message(6, Alerts.message("Maja", "Hello").said());
    phones.notifier().announceAgain(new Retries.Retry("phone", late));

    assertThat(phones.sns.badges()).containsExactly(1L);
  }

  @Test
  void androidGetsDataAlone() {
    assertThat(payload(Platform.FCM))
        .isEqualTo(
            json(
                """
                {"fcmV1Message": {"message": {
                  "data": {"kind": "badge", "badge": "1"},
                  "android": {"priority": "normal", "ttl": "898s", "collapse_key": "badge"}}}}
                """));
  }

  @Test
  void iosGetsABadgeAndNothingToShowOrHear() {
    assertThat(payload(Platform.APNS))
        .isEqualTo(
            json(
                """
                {"aps": {"badge": 1, "content-available": 1}, "kind": "badge", "badge": "1"}
                """));
    assertThat(payload().attributes(Platform.APNS_SANDBOX))
        .containsEntry("AWS.SNS.MOBILE.APNS_SANDBOX.TTL", "898")
        .containsEntry("AWS.SNS.MOBILE.APNS.PRIORITY", "5");
  }

  private SilentPayload payload() {
    return new SilentPayload(new Badge(1, phones.clock.instant()), Duration.ofSeconds(898));
  }

  private JsonNode payload(Platform platform) {
    return json(json(payload().message(platform)).get(platform.key()).textValue());
  }

  private static JsonNode json(String text) {
    return MessageJson.read(text, JsonNode.class);
  }

  private void announce(String event) {
    Alerts.changes(event).forEach(phones.notifier()::announce);
  }
}
