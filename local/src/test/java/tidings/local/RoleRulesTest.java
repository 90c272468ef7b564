package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.TemplateRulesTest.SNS;
import static tidings.local.TemplateRulesTest.application;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tidings.local.template.Deployment;

/** Rules of ours for what roles allow; what they allow and no call uses, RolesTest finds. */
class RoleRulesTest {
  @Test
  void noRoleMayDoEverythingOrScan() {
    var faults =
        TemplateRulesTest.read().functions().stream()
            .flatMap(
                function ->
                    function.permissions().stream()
                        .filter(RoleRulesTest::isTooMuch)
                        .map(
                            statement ->
                                "the role of %s allows %s on %s"
                                    .formatted(
                                        function.logicalId(),
                                        statement.actions(),
                                        statement.resources())));

    assertThat(faults).isEmpty();
  }

  private static boolean isTooMuch(Deployment.Statement statement) {
    return statement.resources().contains("*")
        || statement.actions().stream()
            .anyMatch(action -> action.endsWith("*") || action.equals("dynamodb:Scan"));
  }

  @Test
  void noRoleMayTouchAPlatformApplicationThatIsNotGiven() {
    assertThat(pushRights(Map.of())).isEmpty();
  }

  @Test
  void onAPlatformApplicationThatIsGivenRolesMayTheSameWhateverThePlatform() {
    var ofGoogle = pushRights(application("FcmApplicationArn", "GCM"));

    assertThat(ofGoogle)
        .contains(
            "NotifierFunction [sns:Publish] endpoint/P/*", "NotifierFunction [sns:Publish] app/P")
        .as("rights to more than the application P and its endpoints")
        .allMatch(right -> right.endsWith(" app/P") || right.endsWith(" endpoint/P/*"));
    assertThat(pushRights(application("ApnsApplicationArn", "APNS"))).isEqualTo(ofGoogle);
    assertThat(pushRights(application("ApnsSandboxApplicationArn", "APNS_SANDBOX")))
        .isEqualTo(ofGoogle);
  }

  /** What roles may do with SNS, the name of the one application being P. */
  private static Set<String> pushRights(Map<String, String> application) {
    String name = String.join("", application.values()).replace(SNS + "app/", "");
    return TemplateRulesTest.read(application).functions().stream()
        .flatMap(
            function ->
                function.permissions().stream()
                    .filter(statement -> statement.actions().toString().contains("sns:"))
                    .flatMap(
                        statement ->
                            statement.resources().stream()
                                .map(
                                    on ->
                                        "%s %s %s"
                                            .formatted(
                                                function.logicalId(),
                                                statement.actions(),
                                                on.replace(SNS, "").replace(name, "P")))))
        .collect(Collectors.toSet());
  }
}
