package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.model.PlatformApplicationDisabledException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.ThrottledException;
import tidings.lambda.Later;
import tidings.message.MessageJson;

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
    failFor(tablet, throttled());
    phones.sqs.goOut();
    assertThatThrownBy(() -> announce("agent-message")).isInstanceOf(SdkException.class);

    phones.sns.beforePublish(_ -> {});
    announce("agent-message");

    assertThat(phones.sns.reached()).containsExactly(phone.endpoint(), tablet.endpoint());
  }

  @Test
  void aThrottledDeviceIsTriedAgainAlone() {
    var phone = phones.register(ALICE, "phone", "token-1");
    phones.register(ALICE, "tablet", "token-2");
    failFor(phone, throttled());

    announce("agent-message");

    assertThat(phones.sns.published()).hasSize(1);
    assertThat(retries()).extracting(Retries.Retry::device).containsExactly("phone");
  }

  @Test
  void whatIsTriedAgainReachesTheDevice() {
    var phone = phones.register(ALICE, "phone", "token");
    failFor(phone, throttled());
    announce("agent-message");
    phones.sns.beforePublish(_ -> {});

    retries().forEach(phones.notifier()::announceAgain);

    assertThat(phones.sns.reached()).containsExactly(phone.endpoint());
  }

  @Test
  void aRetryThatComesTwiceAlertsOnce() {
    phones.register(ALICE, "phone", "token");
    var retry = new Retries.Retry("phone", Alerts.message("Maja", "Hello"));

    phones.notifier().announceAgain(retry);
    phones.notifier().announceAgain(retry);

    assertThat(phones.sns.published()).hasSize(1);
  }

  @Test
  void aLateRetryDoesNotReplaceANewerMessage() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.devices.alerted(phone.id(), Alerts.place(8));

    phones.notifier().announceAgain(new Retries.Retry("phone", Alerts.message("Maja", "Hello")));

    assertThat(phones.sns.published()).isEmpty();
  }

  @Test
  void aLateRetryOfAnOfferIsSentBesideANewerOne() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.devices.alerted(phone.id(), Alerts.offer(2).place());

    phones.notifier().announceAgain(new Retries.Retry("phone", Alerts.offer(1)));

    assertThat(phones.sns.published()).hasSize(1);
  }

  @Test
  void aRetryThatIsThrottledComesBackAndIsNotQueuedTwice() {
    failFor(phones.register(ALICE, "phone", "token"), throttled());
    var retry = new Retries.Retry("phone", Alerts.message("Maja", "Hello"));

    assertThatThrownBy(() -> phones.notifier().announceAgain(retry))
        .isInstanceOfSatisfying(
            Later.class, later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(5)));

    assertThat(phones.sqs.sent()).isEmpty();
  }

  @Test
  void theWaitGrowsWithTheOutage() {
    failFor(phones.register(ALICE, "phone", "token"), throttled());
    phones.clock.pass(Duration.ofSeconds(398));
    var retry = new Retries.Retry("phone", Alerts.message("Maja", "Hello"));

    assertThatThrownBy(() -> phones.notifier().announceAgain(retry))
        .isInstanceOfSatisfying(
            Later.class, later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(100)));
  }

  @Test
  void aRetryPastTheTimeToLiveEnds() {
    phones.register(ALICE, "phone", "token");
    phones.clock.pass(Phones.OLDEST);

    phones.notifier().announceAgain(new Retries.Retry("phone", Alerts.message("Maja", "Hello")));

    assertThat(phones.sns.published()).isEmpty();
  }

  @Test
  void aRetryForAPhoneThatSignedOutEnds() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.registry.remove(phone.id());

    phones.notifier().announceAgain(new Retries.Retry("phone", Alerts.message("Maja", "Hello")));

    assertThat(phones.sns.published()).isEmpty();
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
    failFor(phone, FakeSns.error(builder, 400, "PlatformApplicationDisabled", "disabled"));

    announce("agent-message");

    assertThat(phones.sqs.sent()).isEmpty();
    assertThat(phones.devices.of(ALICE)).containsExactly(phone);
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

  private void failFor(Device device, SnsException error) {
    phones.sns.beforePublish(
        publish -> {
          if (publish.targetArn().equals(device.endpoint())) {
            throw error;
          }
        });
  }

  private static SnsException throttled() {
    return FakeSns.error(ThrottledException.builder(), 429, "Throttled", "Rate exceeded");
  }

  private List<Retries.Retry> retries() {
    return phones.sqs.bodiesSentTo(Phones.RETRIES).stream()
        .map(body -> MessageJson.read(body, Retries.Retry.class))
        .toList();
  }
}
