package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.model.PlatformApplicationDisabledException;

class NotifierTest {
  private final Phones phones = new Phones();

  @Test
  void everyDeviceOfTheUserIsAlertedAndNobodyElses() {
    var phone = phones.register(ALICE, "phone", "token-1");
    var tablet = phones.register(ALICE, "tablet", "token-2");
    phones.register(BOB, "phone", "token-3");

    announce("agent-message");

    assertThat(phones.sns.reached()).containsExactlyInAnyOrder(phone.endpoint(), tablet.endpoint());
  }

  @Test
  void anOfferAlertsToo() {
    phones.register(ALICE, "phone", "token");

    announce("offer");

    assertThat(phones.sns.published()).hasSize(1);
  }

  @Test
  void whatTheCustomerSaysAlertsNobody() {
    phones.register(ALICE, "phone", "token");

    announce("customer-message");

    assertThat(phones.sns.published()).isEmpty();
  }

  @Test
  void aChangeOfARowAlertsNobody() {
    phones.register(ALICE, "phone", "token");

    announce("message-modified");

    assertThat(phones.sns.published()).isEmpty();
  }

  @Test
  void anOldMessageAlertsNobody() {
    phones.register(ALICE, "phone", "token");

    announce("old-message");

    assertThat(phones.sns.published()).isEmpty();
  }

  @Test
  void aRecordThatComesTwiceAlertsOnce() {
    phones.register(ALICE, "phone", "token");

    announce("agent-message");
    announce("agent-message");

    assertThat(phones.sns.published()).hasSize(1);
  }

  @Test
  void theNextMessageAlertsAgain() {
    phones.register(ALICE, "phone", "token");

    announce("two-messages");

    assertThat(phones.sns.published()).hasSize(2);
  }

  @Test
  void aRecordThatFailedHalfwayReachesOnlyTheDevicesThatLackIt() {
    var phone = phones.register(ALICE, "phone", "token-1");
    var tablet = phones.register(ALICE, "tablet", "token-2");
    phones.failFor(tablet, FakeSns.throttled());
    phones.sqs.goOut();
    assertThatThrownBy(() -> announce("agent-message")).isInstanceOf(SdkException.class);

    phones.sns.beforePublish(_ -> {});
    announce("agent-message");

    assertThat(phones.sns.reached()).containsExactly(phone.endpoint(), tablet.endpoint());
  }

  @Test
  void aDisabledEndpointRemovesTheDevice() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.disable(phone.endpoint());

    announce("agent-message");

    assertThat(phones.devices.of(ALICE)).isEmpty();
    assertThat(phones.devices.owner(phone.tokenHash())).isEmpty();
  }

  @Test
  void aMissingEndpointRemovesTheDevice() {
    phones.register(ALICE, "phone", "token");
    phones.sns.endpoints().clear();

    announce("agent-message");

    assertThat(phones.devices.of(ALICE)).isEmpty();
  }

  @Test
  void aTokenThatChangedBetweenThePushAndItsRejectionStays() {
    phones.register(ALICE, "phone", "token");
    phones.sns.beforePublish(
        _ -> {
          phones.register(ALICE, "phone", "new-token");
          throw FakeSns.disabled();
        });

    announce("agent-message");

    assertThat(phones.devices.of(ALICE)).hasSize(1);
  }

  @Test
  void aTokenThatWasRegisteredAgainBetweenThePushAndItsRejectionStays() {
    phones.register(ALICE, "phone", "token");
    phones.sns.beforePublish(
        _ -> {
          phones.clock.pass(Duration.ofMillis(1));
          phones.register(ALICE, "phone", "token");
          throw FakeSns.disabled();
        });

    announce("agent-message");

    assertThat(phones.devices.of(ALICE)).hasSize(1);
  }

  @Test
  void aSwitchOfUserInMidFlightReachesNeitherTheNewUserNorHurtsThem() {
    phones.register(ALICE, "phone", "token");
    phones.sns.beforePublish(_ -> phones.register(BOB, "phone", "token"));

    announce("agent-message");

    assertThat(phones.sns.published()).isEmpty();
    assertThat(phones.devices.of(BOB)).hasSize(1);
  }

  @Test
  void aDisabledApplicationIsNotRetriedAndKeepsTheDevice() {
    var phone = phones.register(ALICE, "phone", "token");
    var builder = PlatformApplicationDisabledException.builder();
    phones.failFor(phone, FakeSns.error(builder, 400, "PlatformApplicationDisabled", "disabled"));

    announce("agent-message");

    assertThat(phones.sqs.sent()).isEmpty();
    assertThat(phones.devices.of(ALICE)).extracting(Device::id).containsExactly(phone.id());
  }

  @Test
  void thePushLivesAsLongAsTheAlertIsFresh() {
    phones.register(ALICE, "phone", "token");
    var lives = new CopyOnWriteArrayList<Duration>();
    Push push =
        (_, _, timeToLive) -> {
          lives.add(timeToLive);
          return new Push.Answer.Sent("push-1");
        };

    Alerts.changes("agent-message").forEach(phones.notifier(push)::announce);

    assertThat(lives).containsExactly(Phones.OLDEST.minusSeconds(2));
  }

  private void announce(String event) {
    Alerts.changes(event).forEach(phones.notifier()::announce);
  }
}
