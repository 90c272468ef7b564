package tidings.notifier;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.sns.model.SnsException;
import tidings.lambda.MovableClock;
import tidings.lambda.RecordingSqs;
import tidings.message.UserKey;
import tidings.table.LocalDynamo;

/** Registered phones: a device table of its own, and an SNS and an SQS that record. */
final class Phones {
  static final UserKey ALICE = new UserKey("A".repeat(43));
  static final UserKey BOB = new UserKey("B".repeat(43));
  static final String RETRIES = "http://127.0.0.1/push-retries";
  static final Duration OLDEST = Duration.ofMinutes(15);

  final MovableClock clock = new MovableClock();
  final FakeSns sns = new FakeSns();
  final RecordingSqs sqs = new RecordingSqs();
  final Devices devices = new Devices(LocalDynamo.client(), LocalDynamo.newTable(), clock);
  final Registry registry =
      new Registry(
          devices,
          new Endpoints(sns),
          Map.of(
              Platform.FCM, "arn:aws:sns:eu-west-1:123456789012:app/GCM/tidings",
              Platform.APNS, "arn:aws:sns:eu-west-1:123456789012:app/APNS/tidings"),
          clock);

  Notifier notifier() {
    return notifier(new SnsPush(sns, Preview.NONE));
  }

  Notifier notifier(Push push) {
    return new Notifier(devices, push, new Retries(sqs, RETRIES), clock, OLDEST);
  }

  /** Registers the phone and returns its device as the table has it. */
  Device register(UserKey user, String name, String token) {
    return register(user, name, Platform.FCM, token);
  }

  Device register(UserKey user, String name, Platform platform, String token) {
    var id = new Device.Id(user, name);
    registry.register(id, new Registration(platform, token, about("en")));
    return devices.find(id).orElseThrow();
  }

  static Device.About about(String locale) {
    return new Device.About(Locale.forLanguageTag(locale), "1.4.0");
  }

  /** From now on SNS answers pushes to this device, and no other, with the error. */
  void failFor(Device device, SnsException error) {
    sns.beforePublish(
        publish -> {
          if (publish.targetArn().equals(device.endpoint())) {
            throw error;
          }
        });
  }
}
