package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's command that makes platform applications, on the running stack. */
class PlatformAppCommandTest {
  private static final String ARN = "arn:aws:sns:us-east-1:000000000000:app/";

  private final Operator operator = Operator.ofRunningStack();
  @TempDir private Path folder;
  private String serviceAccount = "";
  private String key = "";

  @BeforeEach
  void writeKeys() throws IOException {
    serviceAccount = file("service.json", "{\"private_key\":\"k\"}");
    key = file("AuthKey.p8", "-----BEGIN PRIVATE KEY-----\nk\n-----END PRIVATE KEY-----\n");
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void firebasesApplicationIsMadeAndItsParameterPrinted() {
    var end = operator.run("platform-app", "--name", "a", "--service-account", serviceAccount);

    assertThat(end.exitCode()).isZero();
    assertThat(end.out()).isEqualToIgnoringNewLines("FcmApplicationArn=" + ARN + "GCM/a");
  }

  @Test
  void theSameAgainRenewsTheCredentials() {
    operator.run("platform-app", "--name", "b", "--service-account", serviceAccount);

    var end = operator.run("platform-app", "--name", "b", "--service-account", serviceAccount);

    assertThat(end.exitCode()).isZero();
    assertThat(end.out()).contains("app/GCM/b");
  }

  @Test
  void applesApplicationsAreMadeForReleasesAndDevelopment() {
    String[] apple = {
      "platform-app",
      "--name",
      "c",
      "--key",
      key,
      "--key-id",
      "K",
      "--team-id",
      "T",
      "--bundle-id",
      "com.example.app",
      "--sandbox"
    };

    assertThat(operator.run(Arrays.copyOf(apple, apple.length - 1)).out())
        .contains("ApnsApplicationArn=" + ARN + "APNS/c");
    assertThat(operator.run(apple).out())
        .contains("ApnsSandboxApplicationArn=" + ARN + "APNS_SANDBOX/c");
  }

  @Test
  void aFileThatIsNoKeyIsSaid() {
    var end = operator.run("platform-app", "--name", "d", "--service-account", key);

    assertThat(end.exitCode()).isEqualTo(1);
    assertThat(end.err()).contains("AuthKey.p8 is no key of a service account");
  }
}
