package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.notifier.Phones.ALICE;
import static tidings.notifier.Phones.BOB;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class DevicesTest {
  private final Phones phones = new Phones();
  private final Devices devices = phones.devices;

  @Test
  void whatADeviceWasToldOfDoesNotGoBack() {
    var id = phones.register(ALICE, "phone", "token").id();
    devices.settle(id, Alerts.place(8));

    devices.settle(id, Alerts.place(7));

    assertThat(told(id).isPast(Alerts.place(8))).isTrue();
  }

  @Test
  void feedsDoNotMix() {
    var id = phones.register(ALICE, "phone", "token").id();

    devices.settle(id, Alerts.place(8));

    assertThat(told(id).has(Alerts.place(7))).isTrue();
    assertThat(told(id).has(Alerts.place(9))).isFalse();
    assertThat(told(id).has(Alerts.offer(1).place())).isFalse();
  }

  @Test
  void whatIsOwedStaysOwedWhenLaterThingsCome() {
    var id = phones.register(ALICE, "phone", "token").id();
    devices.owe(id, Alerts.place(7));

    devices.settle(id, Alerts.place(8));

    assertThat(told(id).has(Alerts.place(7))).isFalse();
    assertThat(told(id).isPast(Alerts.place(7))).isTrue();
  }

  @Test
  void whatIsSettledIsNotOwedAnyMore() {
    var id = phones.register(ALICE, "phone", "token").id();
    devices.owe(id, Alerts.place(7));
    devices.owe(id, Alerts.place(8));

    devices.settle(id, Alerts.place(7));

    assertThat(told(id).has(Alerts.place(7))).isTrue();
    assertThat(told(id).has(Alerts.place(8))).isFalse();
  }

  @Test
  void aDeviceKeepsTheNewestBadge() {
    var id = phones.register(ALICE, "phone", "token").id();
    var older = new Badge(4, phones.clock.instant());
    var newer = new Badge(2, phones.clock.instant().plusMillis(1));
    devices.give(id, newer);

    var device = devices.give(id, older).orElseThrow();

    assertThat(device.told().badge()).isEqualTo(newer);
  }

  @Test
  void tellingADeviceThatIsGoneDoesNotBringItBack() {
    var phone = phones.register(ALICE, "phone", "token");
    devices.remove(phone);

    assertThat(devices.give(phone.id(), new Badge(1, phones.clock.instant()))).isEmpty();
    assertThat(devices.settle(phone.id(), Alerts.PLACE)).isEmpty();
    devices.owe(phone.id(), Alerts.PLACE);

    assertThat(devices.find(phone.id())).isEmpty();
  }

  @Test
  void aDeviceIsRemovedOnce() {
    var phone = phones.register(ALICE, "phone", "token");

    assertThat(devices.remove(phone)).isTrue();
    assertThat(devices.remove(phone)).isFalse();
  }

  @Test
  void aDeviceThatWasRegisteredAnewSinceItWasReadIsNotRemoved() {
    var before = phones.register(ALICE, "phone", "token");
    phones.register(ALICE, "phone", "new-token");

    assertThat(devices.remove(before)).isFalse();

    assertThat(devices.find(before.id())).isPresent();
  }

  @Test
  void aTokenThatGotAnOwnerSinceItWasReadIsNotTaken() {
    var bobs = phones.register(BOB, "phone", "token");
    var alices =
        new Device(
            new Device.Id(ALICE, "phone"),
            bobs.platform(),
            bobs.tokenHash(),
            bobs.endpoint(),
            bobs.about(),
            bobs.lastSeen(),
            bobs.told());

    assertThat(devices.register(alices, Optional.empty(), Optional.empty())).isFalse();

    assertThat(devices.of(ALICE)).isEmpty();
  }

  private Told told(Device.Id id) {
    return devices.find(id).orElseThrow().told();
  }
}
