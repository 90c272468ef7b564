package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.notifier.Phones.ALICE;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tidings.lambda.Later;
import tidings.message.MessageJson;

class NotifierRetryTest {
  private final Phones phones = new Phones();

  @Test
  void aThrottledDeviceIsTriedAgainAlone() {
    var phone = phones.register(ALICE, "phone", "token-1");
    phones.register(ALICE, "tablet", "token-2");
    phones.failFor(phone, FakeSns.throttled());

    announce("agent-message");

    assertThat(phones.sns.published()).hasSize(1);
    assertThat(retries()).extracting(Retries.Retry::device).containsExactly("phone");
  }

  @Test
  void whatIsTriedAgainReachesTheDevice() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.failFor(phone, FakeSns.throttled());
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
  void aMessageThatComesLateArrivesOnceAndDoesNotReplaceTheNewerOne() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.failFor(phone, FakeSns.throttled());
    announce("agent-message");
    phones.sns.beforePublish(_ -> {});
    announce("two-messages");

    retries().forEach(phones.notifier()::announceAgain);
    retries().forEach(phones.notifier()::announceAgain);

    assertThat(ids()).containsExactly("m-8", "m-7");
    assertThat(collapseKeys()).doesNotHaveDuplicates();
  }

  @Test
  void aMessageThatComesLateCarriesTheNewestBadge() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.devices.owe(phone.id(), Alerts.place(7));
    phones.devices.give(phone.id(), new Badge(9, phones.clock.instant()));

    phones.notifier().announceAgain(retry(Alerts.message("Maja", "Hello")));

    assertThat(phones.sns.badges()).containsExactly(9L);
  }

  @Test
  void whicheverOfTwoPushesAtOnceEndsLastTheNewestBadgeStays() {
    var phone = phones.register(ALICE, "phone", "token");
    var newest = new Badge(1, phones.clock.instant());
    phones.sns.beforePublish(_ -> phones.devices.give(phone.id(), newest));

    phones.notifier().announceAgain(retry(Alerts.message("Maja", "Hello")));

    assertThat(phones.sns.badges()).containsExactly(3L, 1L);
  }

  @Test
  void aRedeliveredRecordDoesNotSendWhatWaitsInTheQueue() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.failFor(phone, FakeSns.throttled());
    announce("agent-message");
    phones.sns.beforePublish(_ -> {});

    announce("agent-message");

    assertThat(phones.sns.published()).isEmpty();
    assertThat(retries()).hasSize(1);
  }

  @Test
  void aLateRetryOfAnOfferIsSentBesideANewerOne() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.devices.owe(phone.id(), Alerts.offer(1).place());
    phones.devices.settle(phone.id(), Alerts.offer(2).place());

    phones.notifier().announceAgain(retry(Alerts.offer(1)));

    assertThat(phones.sns.published()).hasSize(1);
  }

  @Test
  void aRetryThatIsThrottledComesBackAndIsNotQueuedTwice() {
    phones.failFor(phones.register(ALICE, "phone", "token"), FakeSns.throttled());
    var retry = new Retries.Retry("phone", Alerts.message("Maja", "Hello"));

    assertThatThrownBy(() -> phones.notifier().announceAgain(retry))
        .isInstanceOfSatisfying(
            Later.class, later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(5)));

    assertThat(phones.sqs.sent()).isEmpty();
  }

  @Test
  void theWaitGrowsWithTheOutage() {
    phones.failFor(phones.register(ALICE, "phone", "token"), FakeSns.throttled());
    phones.clock.pass(Duration.ofSeconds(398));
    var retry = new Retries.Retry("phone", Alerts.message("Maja", "Hello"));

    assertThatThrownBy(() -> phones.notifier().announceAgain(retry))
        .isInstanceOfSatisfying(
            Later.class, later -> assertThat(later.delay()).isEqualTo(Duration.ofSeconds(100)));
  }

  @Test
  void aRetryPastTheTimeToLiveEnds() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.clock.pass(Phones.OLDEST);

    phones.devices.owe(phone.id(), Alerts.PLACE);
    phones.notifier().announceAgain(retry(Alerts.message("Maja", "Hello")));

    assertThat(phones.sns.published()).isEmpty();
    assertThat(phones.devices.find(phone.id()).orElseThrow().told().owed()).isEmpty();
  }

  @Test
  void aRetryForAPhoneThatSignedOutEnds() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.registry.remove(phone.id());

    phones.notifier().announceAgain(new Retries.Retry("phone", Alerts.message("Maja", "Hello")));

    assertThat(phones.sns.published()).isEmpty();
  }

  private void announce(String event) {
    Alerts.changes(event).forEach(phones.notifier()::announce);
  }

  private static Retries.Retry retry(Notice notice) {
    return new Retries.Retry("phone", notice);
  }

  private List<String> ids() {
    return phones.sns.messages().stream()
        .map(message -> message.at("/data/messageId").asText())
        .toList();
  }

  private List<String> collapseKeys() {
    return phones.sns.messages().stream()
        .map(message -> message.at("/android/collapse_key").asText())
        .toList();
  }

  private List<Retries.Retry> retries() {
    return phones.sqs.bodiesSentTo(Phones.RETRIES).stream()
        .map(body -> MessageJson.read(body, Retries.Retry.class))
        .toList();
  }
}
