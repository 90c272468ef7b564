package tidings.local.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushRulesTest {
  private static final Map<String, String> FCM = Map.of("AWS.SNS.MOBILE.FCM.TTL", "60");
  private static final Map<String, String> APNS =
      Map.of(
          "AWS.SNS.MOBILE.APNS.TTL", "60",
          "AWS.SNS.MOBILE.APNS.PUSH_TYPE", "alert",
          "AWS.SNS.MOBILE.APNS.PRIORITY", "10",
          "AWS.SNS.MOBILE.APNS.COLLAPSE_ID", "c");

  @Test
  void whatIsDocumentedIsFine() {
    var fcm =
        message(
            """
            {"notification": {"title": "t", "body": "b"}, "data": {"kind": "message"},
             "android": {"priority": "high", "ttl": "898s", "collapse_key": "c",
               "notification": {"tag": "c", "sound": "default", "notification_count": 3}}}""");
    var apns = "{'aps':{'alert':{'title':'t'},'badge':3,'sound':'default','thread-id':'c'},'k':1}";

    assertThat(PushRules.violations(firebase(fcm, FCM))).isEmpty();
    assertThat(PushRules.violations(apple(apns, APNS))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'data':{'badge':1}}",
        "{'data':{'from':'x'}}",
        "{'data':{'google.x':'x'}}",
        "{'data':{},'token':'t'}",
        "{'notification':{'text':'t'}}",
        "{'data':{},'android':{'priority':'highest'}}",
        "{'data':{},'android':{'ttl':'898'}}",
        "{'data':{},'android':{'ttl':'2419201s'}}",
        "{'data':{},'android':{'notification':{'notification_count':'3'}}}",
        "{'data':{},'android':{'notification':{'badge':3}}}"
      })
  void whatFirebaseDoesNotDocumentIsAViolation(String message) {
    assertThat(PushRules.violations(firebase(message(message), FCM))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'aps':{}}",
        "{'aps':{'badge':'3'}}",
        "{'aps':{'badge':3,'content-available':true}}",
        "{'aps':{'badge':3,'content-available':2}}",
        "{'aps':{'badge':3,'threadId':'c'}}",
        "{'aps':{'alert':{'text':'t'}}}",
        "{'aps':{'sound':1}}"
      })
  void whatAppleDoesNotDocumentIsAViolation(String payload) {
    assertThat(PushRules.violations(apple(payload, APNS))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "PUSH_TYPE, silent",
    "PUSH_TYPE, background",
    "PRIORITY, 7",
    "COLLAPSE_ID, 12345678901234567890123456789012345678901234567890123456789012345",
    "TTL, soon",
    "TTL, 2419201"
  })
  void anAttributeOutOfItsRangeIsAViolation(String name, String value) {
    var attributes = new TreeMap<>(APNS);
    attributes.put("AWS.SNS.MOBILE.APNS." + name, value);

    assertThat(PushRules.violations(apple("{'aps':{'badge':3}}", attributes))).isNotEmpty();
  }

  @Test
  void aPushOfOver4096BytesIsAViolation() {
    String fits = "x".repeat(4096 - "{'aps':{'badge':3},'k':''}".length());

    assertThat(PushRules.violations(apple("{'aps':{'badge':3},'k':'" + fits + "'}", APNS)))
        .isEmpty();
    assertThat(PushRules.violations(apple("{'aps':{'badge':3},'k':'" + fits + "x'}", APNS)))
        .containsExactly("is longer than 4,096 bytes");
    assertThat(
            PushRules.violations(
                firebase(message("{'data':{'k':'" + "x".repeat(4096) + "'}}"), FCM)))
        .containsExactly("is longer than 4,096 bytes");
  }

  private static String message(String message) {
    return "{'fcmV1Message':{'message':" + message + "}}";
  }

  private static Sent firebase(String payload, Map<String, String> attributes) {
    return sent("GCM", payload, attributes);
  }

  private static Sent apple(String payload, Map<String, String> attributes) {
    return sent("APNS", payload, attributes);
  }

  private static Sent sent(String platform, String payload, Map<String, String> attributes) {
    try {
      var json = new ObjectMapper().readTree(payload.replace('\'', '"'));
      return new Sent(Sns.NOW, "arn:endpoint", platform, "t", json, attributes);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
