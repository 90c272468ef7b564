package tidings.local.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;

class EndpointActionsTest {
  @TempDir private Path folder;

  @Test
  void arnsLookLikeThoseOfAws() {
    try (var sns = Sns.open()) {
      assertThat(sns.application).isEqualTo("arn:aws:sns:eu-north-1:123456789012:app/GCM/app");
      assertThat(sns.push.application("GCM", "app")).isEqualTo(sns.application);
      assertThat(sns.endpoint("t"))
          .matches("arn:aws:sns:eu-north-1:123456789012:endpoint/GCM/app/[0-9a-f-]{36}");
    }
  }

  @Test
  void aPlatformThatIsNotSimulatedIsRefused() {
    try (var sns = Sns.open()) {
      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(
              () -> sns.client.createPlatformApplication(c -> c.platform("WNS").name("app")));
    }
  }

  @Test
  void theSameTokenWithTheSameAttributesIsTheSameEndpoint() {
    try (var sns = Sns.open()) {
      assertThat(sns.endpoint("t+/=&<é>")).isEqualTo(sns.endpoint("t+/=&<é>"));
      assertThat(sns.endpoint("other")).isNotEqualTo(sns.endpoint("t+/=&<é>"));
    }
  }

  @Test
  void theSameTokenWithOtherAttributesIsRefusedWithTheNameOfTheFirst() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");

      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(
              () ->
                  sns.client.createPlatformEndpoint(
                      c ->
                          c.platformApplicationArn(sns.application).token("t").customUserData("x")))
          .withMessageContaining("Endpoint " + arn + " already exists with the same Token");
    }
  }

  @Test
  void creatingDoesNotEnableADisabledEndpoint() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.set(arn, Map.of("Enabled", "false"));

      assertThat(sns.endpoint("t")).isEqualTo(arn);
      assertThat(sns.attributes(arn)).containsEntry("Enabled", "false");
    }
  }

  @Test
  void attributesAreSetAndRead() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("old");
      Map<String, String> wanted =
          Map.of("Token", "n&w", "Enabled", "false", "CustomUserData", "<a>");

      sns.set(arn, wanted);

      assertThat(sns.attributes(arn)).isEqualTo(wanted);
    }
  }

  @Test
  void anEndpointCannotTakeTheTokenOfAnother() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("mine");
      sns.endpoint("yours");

      assertThatExceptionOfType(InvalidParameterException.class)
          .isThrownBy(() -> sns.set(arn, Map.of("Token", "yours")));
    }
  }

  @Test
  void whatDoesNotExistIsNotFound() {
    try (var sns = Sns.open()) {
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> sns.attributes(sns.application.replace(":app", ":endpoint") + "/x"))
          .withMessageContaining("Endpoint does not exist");
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(() -> sns.set("arn:aws:sns:::endpoint/GCM/app/x", Map.of("Enabled", "true")));
      assertThatExceptionOfType(NotFoundException.class)
          .isThrownBy(
              () ->
                  sns.client.createPlatformEndpoint(
                      c -> c.platformApplicationArn(sns.application + "x").token("t")));
    }
  }

  @Test
  void deletingTwiceIsDeletingOnce() {
    try (var sns = Sns.open()) {
      String arn = sns.endpoint("t");
      sns.client.deleteEndpoint(delete -> delete.endpointArn(arn));

      assertThatNoException()
          .isThrownBy(() -> sns.client.deleteEndpoint(delete -> delete.endpointArn(arn)));
      assertThatExceptionOfType(NotFoundException.class).isThrownBy(() -> sns.attributes(arn));
    }
  }

  @Test
  void endpointsAreListedPageByPage() {
    try (var sns = Sns.open()) {
      var arns = IntStream.range(0, 201).mapToObj(i -> sns.endpoint("t" + i)).toList();

      var listed =
          sns.client
              .listEndpointsByPlatformApplicationPaginator(
                  list -> list.platformApplicationArn(sns.application))
              .endpoints();

      assertThat(listed).extracting(endpoint -> endpoint.endpointArn()).isEqualTo(arns);
    }
  }

  @Test
  void theNextProcessKnowsEverything() {
    try (var before = Sns.in(folder)) {
      String kept = before.endpoint("kept");
      String deleted = before.endpoint("deleted");
      before.client.deleteEndpoint(delete -> delete.endpointArn(deleted));
      before.push.kill("kept");
      before.publish(kept, Sns.TEXT);

      // Opened while the first still runs: nothing is written on closing.
      try (var after = Sns.in(folder)) {
        assertThat(after.attributes(kept)).containsEntry("Enabled", "false");
        assertThat(after.endpoint("kept")).isEqualTo(kept);
        assertThat(after.endpoint("deleted")).isNotEqualTo(deleted);
        assertThat(after.push.sent()).isEqualTo(before.push.sent()).hasSize(1);
      }
    }
  }
}
