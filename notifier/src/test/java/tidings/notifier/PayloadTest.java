package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tidings.message.MessageJson;

class PayloadTest {
  private static final Alert HELLO = Alerts.message("Maja", "Your table is ready");
  private static final String CONVERSATION = "c".repeat(43);
  private static final Payload.Names NAMES = new Payload.Names(CONVERSATION, CONVERSATION);

  @Test
  void androidGetsTheMessageOfFcmsNewInterface() {
    var message = platform(payload(HELLO, Preview.NONE, "en"), Platform.FCM, "GCM");

    assertThat(message)
        .isEqualTo(
            json(
                """
                {"fcmV1Message": {"message": {
                  "notification": {"title": "New message", "body": "You have a new message."},
                  "data": {"kind": "message", "badge": "3", "integrationId": "int-1",
                           "messageId": "m-7"},
                  "android": {
                    "priority": "high", "ttl": "898s", "collapse_key": "%1$s",
                    "notification": {"tag": "%1$s", "sound": "default", "notification_count": 3}
                  }}}}
                """
                    .formatted(CONVERSATION)));
  }

  @Test
  void iosGetsAnAlertWithItsBadgeAndThread() {
    var message = platform(payload(HELLO, Preview.NONE, "en"), Platform.APNS, "APNS");

    assertThat(message)
        .isEqualTo(
            json(
                """
                {"aps": {
                   "alert": {"title": "New message", "body": "You have a new message."},
                   "sound": "default", "badge": 3, "thread-id": "%s"},
                 "kind": "message", "badge": "3", "integrationId": "int-1", "messageId": "m-7"}
                """
                    .formatted(CONVERSATION)));
  }

  @Test
  void developmentBuildsGetTheSame() {
    var payload = payload(HELLO, Preview.NONE, "en");

    assertThat(platform(payload, Platform.APNS_SANDBOX, "APNS_SANDBOX"))
        .isEqualTo(platform(payload, Platform.APNS, "APNS"));
  }

  @Test
  void iosIsToldPriorityCollapsingAndTimeToLiveByAttributes() {
    assertThat(payload(HELLO, Preview.NONE, "en").attributes(Platform.APNS))
        .isEqualTo(
            Map.of(
                "AWS.SNS.MOBILE.APNS.TTL", "898",
                "AWS.SNS.MOBILE.APNS.PUSH_TYPE", "alert",
                "AWS.SNS.MOBILE.APNS.PRIORITY", "10",
                "AWS.SNS.MOBILE.APNS.COLLAPSE_ID", CONVERSATION));
  }

  @Test
  void everyPlatformHasItsOwnTimeToLive() {
    var payload = payload(HELLO, Preview.NONE, "en");

    assertThat(payload.attributes(Platform.FCM)).containsEntry("AWS.SNS.MOBILE.FCM.TTL", "898");
    assertThat(payload.attributes(Platform.APNS_SANDBOX))
        .containsEntry("AWS.SNS.MOBILE.APNS_SANDBOX.TTL", "898");
  }

  @Test
  void anOfferDoesNotWakeThePhone() {
    var payload = payload(Alerts.offer(1), Preview.NONE, "en");

    assertThat(payload.attributes(Platform.APNS))
        .containsEntry("AWS.SNS.MOBILE.APNS.PRIORITY", "5");
    assertThat(platform(payload, Platform.FCM, "GCM").findValue("priority").asText())
        .isEqualTo("normal");
  }

  @Test
  void withoutPreviewNothingOfTheMessageIsShown() {
    var message = payload(HELLO, Preview.NONE, "en").message(Platform.FCM);

    assertThat(message).doesNotContain("Maja").doesNotContain("table");
  }

  @Test
  void theSenderIsShownByPolicy() {
    assertThat(shown(HELLO, Preview.SENDER, "en"))
        .isEqualTo(new Payload.Shown("Maja", "You have a new message."));
  }

  @Test
  void theTextIsShownByPolicy() {
    assertThat(shown(HELLO, Preview.TEXT, "en"))
        .isEqualTo(new Payload.Shown("Maja", "Your table is ready"));
  }

  @Test
  void aMessageWithoutNameAndTextSaysSoInGeneral() {
    var picture = Alerts.message(null, null);

    assertThat(shown(picture, Preview.TEXT, "sv"))
        .isEqualTo(new Payload.Shown("Kundtjänst", "Du har fått ett nytt meddelande."));
  }

  @Test
  void theDevicesLanguageIsSpoken() {
    assertThat(shown(HELLO, Preview.NONE, "es-MX").title()).isEqualTo("Mensaje nuevo");
    assertThat(shown(HELLO, Preview.NONE, "ar").title()).isEqualTo("رسالة جديدة");
    assertThat(shown(Alerts.offer(1), Preview.NONE, "sv-FI").title()).isEqualTo("Nytt erbjudande");
  }

  @Test
  void aLanguageWithoutTranslationIsSpokenInEnglish() {
    assertThat(shown(HELLO, Preview.NONE, "fi").title()).isEqualTo("New message");
  }

  private static Payload.Shown shown(Alert alert, Preview preview, String locale) {
    return Payload.Shown.of(alert, preview, Words.of(Locale.forLanguageTag(locale)));
  }

  private static Payload payload(Alert alert, Preview preview, String locale) {
    return new Payload(alert, shown(alert, preview, locale), NAMES, Duration.ofSeconds(898));
  }

  /** What the platform gets: the text under its name. */
  private static ObjectNode platform(Payload payload, Platform platform, String name) {
    return json(json(payload.message(platform)).get(name).textValue());
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) MessageJson.read(text, JsonNode.class);
  }
}
