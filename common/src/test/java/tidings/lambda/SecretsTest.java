package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

class SecretsTest {
  private final MovableClock clock = new MovableClock();
  private final FixedSecrets manager = new FixedSecrets();
  private final Secrets secrets = new Secrets(manager, clock);

  @Test
  void aSecretIsReadOnceInFiveMinutes() {
    manager.with("arn", "{\"key\":\"old\"}");
    secrets.get("arn", "key");
    manager.with("arn", "{\"key\":\"new\"}");

    clock.pass(Duration.ofMinutes(5).minusSeconds(1));
    assertThat(secrets.get("arn", "key").value()).isEqualTo("old");
    clock.pass(Duration.ofSeconds(1));
    assertThat(secrets.get("arn", "key").value()).isEqualTo("new");
  }

  @Test
  void readingAfreshWaitsTenSeconds() {
    manager.with("arn", "{\"current\":\"old\"}");
    secrets.live("arn");
    manager.with("arn", "{\"current\":\"new\",\"previous\":\"old\"}");

    assertThat(secrets.liveAfresh("arn")).extracting(Secret::value).containsExactly("old");
    clock.pass(Duration.ofSeconds(10));
    assertThat(secrets.liveAfresh("arn")).extracting(Secret::value).containsExactly("new", "old");
  }

  @Test
  void anEmptyPreviousIsNotLive() {
    manager.with("arn", "{\"current\":\"new\",\"previous\":\"\"}");

    assertThat(secrets.live("arn")).extracting(Secret::value).containsExactly("new");
  }

  @Test
  void anOutageIsNotAnEmptySecret() {
    assertThatThrownBy(() -> secrets.live("arn")).isInstanceOf(SdkException.class);
  }

  @Test
  void aSecretIsNotPrinted() {
    assertThat(new Secret("swordfish").toString()).doesNotContain("swordfish");
  }
}
