package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tidings.lambda.Problem;

class RegistryTest {
  private final Phones phones = new Phones();

  @Test
  void aPhoneGetsAnEndpointForItsToken() {
    var phone = phones.register(ALICE, "phone", "token");

    assertThat(phones.sns.endpoints().get(phone.endpoint()))
        .isEqualTo(
            new FakeSns.Endpoint(
                "arn:aws:sns:eu-west-1:123456789012:app/GCM/tidings", "token", true));
  }

  @Test
  void registeringAgainKeepsTheEndpointAndRenewsTheDate() {
    var first = phones.register(ALICE, "phone", "token");
    phones.clock.pass(Duration.ofDays(30));

    var again = phones.register(ALICE, "phone", "token");

    assertThat(again.endpoint()).isEqualTo(first.endpoint());
    assertThat(again.lastSeen()).isEqualTo(first.lastSeen().plus(Duration.ofDays(30)));
    assertThat(phones.sns.endpoints()).hasSize(1);
  }

  @Test
  void registeringAgainKeepsWhatThePhoneWasToldOf() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.devices.settle(phone.id(), Alerts.PLACE);

    var again = phones.register(ALICE, "phone", "another-token");

    assertThat(again.told().has(Alerts.PLACE)).isTrue();
  }

  @Test
  void aNewTokenTakesOverTheEndpoint() {
    var before = phones.register(ALICE, "phone", "token");

    var after = phones.register(ALICE, "phone", "new-token");

    assertThat(after.endpoint()).isEqualTo(before.endpoint());
    assertThat(phones.sns.endpoints().get(after.endpoint()).token()).isEqualTo("new-token");
    assertThat(phones.devices.owner(before.tokenHash())).isEmpty();
    assertThat(phones.devices.owner(after.tokenHash()).orElseThrow().device())
        .isEqualTo(after.id());
  }

  @Test
  void aNewTokenThatHasAnAbandonedEndpointTakesThat() {
    var abandoned = phones.register(BOB, "phone", "new-token");
    phones.devices.remove(abandoned);
    var before = phones.register(ALICE, "phone", "token");

    var after = phones.register(ALICE, "phone", "new-token");

    assertThat(after.endpoint()).isEqualTo(abandoned.endpoint());
    assertThat(phones.sns.endpoints()).doesNotContainKey(before.endpoint());
  }

  @Test
  void aDisabledEndpointIsEnabledByTheSameTokenAgain() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.disable(phone.endpoint());

    phones.register(ALICE, "phone", "token");

    assertThat(phones.sns.endpoints().get(phone.endpoint()).enabled()).isTrue();
  }

  @Test
  void aDisabledEndpointWithoutItsRowIsFoundByItsTokenAndEnabled() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.disable(phone.endpoint());
    phones.devices.remove(phone);

    var again = phones.register(ALICE, "phone", "token");

    assertThat(again.endpoint()).isEqualTo(phone.endpoint());
    assertThat(phones.sns.endpoints().get(again.endpoint()).enabled()).isTrue();
  }

  @Test
  void anEndpointThatIsGoneIsMadeAnew() {
    var phone = phones.register(ALICE, "phone", "token");
    phones.sns.endpoints().clear();

    var again = phones.register(ALICE, "phone", "token");

    assertThat(again.endpoint()).isNotEqualTo(phone.endpoint());
    assertThat(phones.sns.endpoints()).containsOnlyKeys(again.endpoint());
  }

  @Test
  void anotherPlatformMeansAnotherEndpoint() {
    var before = phones.register(ALICE, "phone", "token");

    var after = phones.register(ALICE, "phone", Platform.APNS, "token");

    assertThat(phones.sns.endpoints()).containsOnlyKeys(after.endpoint());
    assertThat(phones.devices.owner(before.tokenHash())).isEmpty();
  }

  @Test
  void theNextUserOfAPhoneTakesItFromTheFormer() {
    phones.register(ALICE, "phone", "token");

    var bobs = phones.register(BOB, "phone", "token");

    assertThat(phones.devices.of(ALICE)).isEmpty();
    assertThat(phones.devices.of(BOB)).containsExactly(bobs);
  }

  @Test
  void theFormerUsersEndpointDiesWithTheSwitch() {
    var alices = phones.register(ALICE, "phone", "token");

    var bobs = phones.register(BOB, "phone", "token");

    assertThat(phones.sns.endpoints()).containsOnlyKeys(bobs.endpoint());
    assertThat(bobs.endpoint()).isNotEqualTo(alices.endpoint());
  }

  @Test
  void aReinstalledAppReplacesItsFormerInstallation() {
    phones.register(ALICE, "first-install", "token");

    var second = phones.register(ALICE, "second-install", "token");

    assertThat(phones.devices.of(ALICE)).containsExactly(second);
  }

  @Test
  void aRegistrationThatWasOvertakenTakesThePhoneFromTheOvertaker() {
    phones.sns.beforeCreate(() -> phones.register(BOB, "phone", "token"));

    var alices = phones.register(ALICE, "phone", "token");

    assertThat(phones.devices.of(BOB)).isEmpty();
    assertThat(phones.devices.of(ALICE)).containsExactly(alices);
    assertThat(phones.sns.endpoints()).containsOnlyKeys(alices.endpoint());
  }

  @Test
  void twoRegistrationsOfOnePhoneAtOnceLeaveOneToken() {
    phones.sns.beforeCreate(() -> phones.register(ALICE, "phone", "token"));

    var phone = phones.register(ALICE, "phone", "new-token");

    assertThat(phones.devices.of(ALICE)).containsExactly(phone);
    assertThat(phones.sns.endpoints()).hasSize(1);
    assertThat(phones.devices.owner(tokenHash("token"))).isEmpty();
    assertThat(phones.devices.owner(phone.tokenHash()).orElseThrow())
        .isEqualTo(new Owner(phone.id(), phone.endpoint()));
  }

  private static String tokenHash(String token) {
    return new Registration(Platform.FCM, token, Phones.about("en")).tokenHash();
  }

  @Test
  void signingOutRemovesTheDeviceItsTokenAndItsEndpoint() {
    var phone = phones.register(ALICE, "phone", "token");

    phones.registry.remove(phone.id());

    assertThat(phones.devices.of(ALICE)).isEmpty();
    assertThat(phones.devices.owner(phone.tokenHash())).isEmpty();
    assertThat(phones.sns.endpoints()).isEmpty();
  }

  @Test
  void signingOutTwiceIsFine() {
    var phone = phones.register(ALICE, "phone", "token");

    phones.registry.remove(phone.id());
    phones.registry.remove(phone.id());

    assertThat(phones.devices.of(ALICE)).isEmpty();
  }

  @Test
  void signingOutLeavesThePhoneToItsNextUser() {
    var alices = phones.register(ALICE, "phone", "token");
    var bobs = phones.register(BOB, "phone", "token");

    phones.registry.remove(alices.id());

    assertThat(phones.devices.of(BOB)).containsExactly(bobs);
    assertThat(phones.sns.endpoints()).containsOnlyKeys(bobs.endpoint());
  }

  @Test
  void aPhoneOfAnApplicationThatIsNoLongerOursIsRegisteredWithOneThatIs() {
    var before = phones.register(ALICE, "phone", Platform.APNS, "token");
    phones.sns.forbid("arn:aws:sns:eu-west-1:123456789012:app/APNS/tidings");

    var after = phones.register(ALICE, "phone", "token");

    assertThat(phones.devices.of(ALICE)).containsExactly(after);
    assertThat(phones.sns.endpoints()).containsOnlyKeys(before.endpoint(), after.endpoint());
  }

  @Test
  void signingOutNeedsNoRightToTheEndpointOfAnApplicationThatIsNoLongerOurs() {
    var phone = phones.register(ALICE, "phone", Platform.APNS, "token");
    phones.sns.forbid("arn:aws:sns:eu-west-1:123456789012:app/APNS/tidings");

    phones.registry.remove(phone.id());

    assertThat(phones.devices.of(ALICE)).isEmpty();
  }

  @Test
  void ofTooManyDevicesTheOneNotSeenForLongestGoes() {
    for (int i = 1; i <= 21; i++) {
      phones.register(ALICE, "phone-" + i, "token-" + i);
      phones.clock.pass(Duration.ofMinutes(1));
    }

    assertThat(phones.devices.of(ALICE))
        .hasSize(20)
        .noneMatch(device -> device.id().name().equals("phone-1"));
    assertThat(phones.sns.endpoints()).hasSize(20);
  }

  @Test
  void aPhoneThatRenewsItsRegistrationMonthlyStays() {
    phones.register(ALICE, "phone", "token");
    for (int month = 0; month < 12; month++) {
      phones.clock.pass(Duration.ofDays(30));
      phones.register(ALICE, "phone", "token");
    }

    assertThat(phones.devices.of(ALICE)).hasSize(1);
    assertThat(phones.sns.endpoints()).hasSize(1);
  }

  @Test
  void aDeviceNotSeenForNineMonthsIsNotOneAnyMore() {
    phones.register(ALICE, "phone", "token");

    phones.clock.pass(Duration.ofDays(271));

    assertThat(phones.devices.of(ALICE)).isEmpty();
  }

  @Test
  void aTokenThatSnsRefusesIsTheCallersFaultAndChangesNothing() {
    var phone = phones.register(ALICE, "phone", "token");

    assertThatThrownBy(() -> phones.register(ALICE, "phone", "bad-token"))
        .isInstanceOf(Problem.class);

    assertThat(phones.devices.of(ALICE)).containsExactly(phone);
    assertThat(phones.sns.endpoints().get(phone.endpoint()).token()).isEqualTo("token");
  }
}
