package tidings.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tidings.local.engines.Account;
import tidings.local.template.Deployment.Statement;

class RoleTest {
  private static final Account ACCOUNT = new Account("eu-west-1", "000000000000");

  @ParameterizedTest
  @CsvSource({
    "app/*, app/GCM/x, true",
    "app/*, endpoint/GCM/x, false",
    "*, anything, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "*a*b, xxaxxbxb, true",
    "*a*b, xxaxxbx, false",
    "exact, exact, true",
    "exact, exactly, false",
    "'', x, false",
    "**, '', true"
  })
  void aPatternFitsTheWholeText(String pattern, String text, boolean fits) {
    assertThat(new Glob(pattern).matches(text)).isEqualTo(fits);
  }

  @Test
  void actionsAreComparedWithoutCaseAndResourcesWithIt() {
    var role = role(new Statement(true, List.of("sqs:sendmessage"), List.of("arn:Queue")));

    assertThat(role.allows(new Access("sqs:SendMessage", "arn:Queue"))).isTrue();
    assertThat(role.allows(new Access("sqs:SendMessage", "arn:queue"))).isFalse();
  }

  @Test
  void anExplicitDenialWins() {
    var role =
        role(
            new Statement(true, List.of("sqs:*"), List.of("*")),
            new Statement(false, List.of("sqs:DeleteMessage"), List.of("*")));

    assertThat(role.allows(new Access("sqs:SendMessage", "arn:queue"))).isTrue();
    assertThat(role.allows(new Access("sqs:DeleteMessage", "arn:queue"))).isFalse();
  }

  @Test
  void whatAnEventSourceLacksIsNamed() {
    assertThatThrownBy(() -> role().require("arn:queue", List.of("sqs:ReceiveMessage")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("Projector", "sqs:ReceiveMessage", "arn:queue");
  }

  private static Role role(Statement... statements) {
    return new Role("Projector", List.of(statements), ACCOUNT);
  }
}
