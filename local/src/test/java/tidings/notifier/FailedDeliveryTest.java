package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import tidings.lambda.MovableClock;
import tidings.local.push.PushSettings;
import tidings.local.push.PushSimulator;
import tidings.table.LocalDynamo;

/** Dead tokens and the documented form of every payload, with the SNS of the local stack. */
class FailedDeliveryTest {
  private static final String TOPIC = "arn:aws:sns:eu-west-1:123456789012:push-events";
  private static final Device.Id PHONE = new Device.Id(Phones.ALICE, "phone");

  private final MovableClock clock = new MovableClock();
  private final PushSimulator simulator =
      new PushSimulator(new PushSettings("eu-west-1", "123456789012", 0, null), clock);
  private final SnsClient sns =
      SnsClient.builder()
          .endpointOverride(simulator.uri())
          .region(Region.EU_WEST_1)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .httpClient(UrlConnectionHttpClient.create())
          .build();
  private final Endpoints endpoints = new Endpoints(sns);
  private final Devices devices = new Devices(LocalDynamo.client(), LocalDynamo.newTable(), clock);
  private final Registry registry =
      new Registry(
          devices,
          endpoints,
          Map.of(
              Platform.FCM, simulator.application("GCM", "tidings"),
              Platform.APNS, simulator.application("APNS", "tidings"),
              Platform.APNS_SANDBOX, simulator.application("APNS_SANDBOX", "tidings")),
          clock);

  @AfterEach
  void close() {
    sns.close();
    simulator.close();
  }

  @Test
  void aTokenThatThePlatformRejectsLaterRemovesItsDevice() {
    var events = new ArrayList<String>();
    simulator.tellFailures(simulator.application("GCM", "tidings"), TOPIC);
    simulator.subscribe(TOPIC, events::add);
    register(Platform.FCM, "en");
    simulator.kill("token");

    push(Preview.NONE, Alerts.message("Maja", "Hello"));
    new PushEvents(devices, endpoints).take(events.getFirst());

    assertThat(events).hasSize(1);
    assertThat(devices.of(Phones.ALICE)).isEmpty();
  }

  @Test
  void everyPayloadHasTheDocumentedForm() {
    var said = Alerts.message("M".repeat(64), "\u0001\"👋".repeat(80));
    var silent = new Silent(Phones.ALICE, new Badge(0, Alerts.AT), null);
    for (Platform platform : Platform.values()) {
      for (String language : List.of("en", "sv", "es", "ar")) {
        register(platform, language);
        for (Preview preview : Preview.values()) {
          push(preview, said);
          push(preview, Alerts.offer(1));
        }
        push(Preview.NONE, silent);
      }
    }

    assertThat(simulator.sent()).hasSize(3 * 4 * 7);
    assertThat(simulator.violations()).isEmpty();
  }

  private void register(Platform platform, String language) {
    var about = new Device.About(Locale.of(language), "1.4.0");
    registry.register(PHONE, new Registration(platform, "token", about));
  }

  private void push(Preview preview, Notice notice) {
    var device = devices.find(PHONE).orElseThrow();
    assertThat(new SnsPush(sns, preview).push(notice, device, Duration.ofSeconds(898)))
        .isInstanceOf(Push.Answer.Sent.class);
  }
}
