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
  void whatADeviceWasAlertedToDoesNotGoBack() {
    var id = phones.register(ALICE, "phone", "token").id();
    devices.alerted(id, Alerts.place(8));

    devices.alerted(id, Alerts.place(7));

    assertThat(devices.find(id).orElseThrow().wasAlertedExactly(Alerts.place(8))).isTrue();
  }

  @Test
  void feedsDoNotMix() {
    var id = phones.register(ALICE, "phone", "token").id();

    devices.alerted(id, Alerts.place(8));

    var device = devices.find(id).orElseThrow();
    assertThat(device.wasAlerted(Alerts.place(7))).isTrue();
    assertThat(device.wasAlerted(Alerts.place(9))).isFalse();
    assertThat(device.wasAlerted(Alerts.offer(1).place())).isFalse();
  }

  @Test
  void alertingADeviceThatIsGoneDoesNotBringItBack() {
    var phone = phones.register(ALICE, "phone", "token");
    devices.remove(phone);

    devices.alerted(phone.id(), Alerts.PLACE);

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
            bobs.alerted());

    assertThat(devices.register(alices, Optional.empty(), Optional.empty())).isFalse();

    assertThat(devices.of(ALICE)).isEmpty();
  }
}
