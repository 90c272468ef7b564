package tidings.notifier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.util.List;
import org.junit.jupiter.api.Test;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Invoked;
import tidings.lambda.Secrets;
import tidings.message.UserKey;

class DevicesHandlerTest {
  private static final UserKey USER = UserKey.of("installation".getBytes(UTF_8), "u-1");

  private final Phones phones = new Phones();
  private final FixedSecrets secrets =
      new FixedSecrets().with("secret", "{\"key\": \"installation\"}");
  private final DevicesHandler handler =
      new DevicesHandler(
          phones.registry,
          new DevicesHandler.Customers(new Secrets(secrets, phones.clock), "secret", "sub"));

  @Test
  void aDeviceIsRegisteredUnderTheKeyOfItsUser() {
    assertThat(answer("put-device").getStatusCode()).isEqualTo(204);

    assertThat(phones.devices.of(USER))
        .extracting(Device::id, Device::about)
        .containsExactly(tuple(new Device.Id(USER, "phone-1"), Phones.about("sv-SE")));
  }

  @Test
  void registeringTwiceIsFine() {
    answer("put-device");

    assertThat(answer("put-device").getStatusCode()).isEqualTo(204);
    assertThat(phones.devices.of(USER)).hasSize(1);
  }

  @Test
  void aDeviceIsRemoved() {
    answer("put-device");

    assertThat(answer("delete-device").getStatusCode()).isEqualTo(204);
    assertThat(phones.devices.of(USER)).isEmpty();
  }

  @Test
  void removingADeviceThatIsNotThereIsFine() {
    assertThat(answer("delete-device").getStatusCode()).isEqualTo(204);
  }

  @Test
  void nobodyRegistersADeviceForSomebodyElse() {
    assertThat(answer("put-device-of-another-user").getStatusCode()).isEqualTo(403);

    assertThat(phones.devices.of(USER)).isEmpty();
  }

  @Test
  void everyFaultIsNamed() {
    var answer = answer("put-device-full-of-faults");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    for (String field : List.of("platform", "token", "locale", "appVersion")) {
      assertThat(answer.getBody()).contains("\"field\":\"" + field + "\"");
    }
  }

  @Test
  void aPlatformThatIsNotSetUpIsNamed() {
    var answer = answer("put-device-of-a-platform-without-application");

    assertThat(answer.getStatusCode()).isEqualTo(422);
    assertThat(answer.getBody()).contains("apns_sandbox is not set up here");
  }

  @Test
  void theIdOfADeviceIsChecked() {
    assertThat(answer("put-device-with-a-bad-id").getStatusCode()).isEqualTo(422);
  }

  @Test
  void withoutTheInstallationsKeyItIsNotKnownToBeAccepted() {
    secrets.remove("secret");

    assertThat(answer("put-device").getStatusCode()).isEqualTo(503);
  }

  private APIGatewayV2HTTPResponse answer(String event) {
    return handler.handleRequest(
        EventLoader.loadApiGatewayHttpEvent("events/" + event + ".json"), Invoked.of("AFunction"));
  }
}
