package tidings.local.lambda;

import java.util.List;
import java.util.Locale;
import tidings.local.engines.Account;
import tidings.local.template.Deployment;

/**
 * What a function's role lets it do; an explicit denial wins, and what nothing allows is denied.
 */
record Role(String functionId, List<Deployment.Statement> statements, Account account) {

  Role {
    statements = List.copyOf(statements);
  }

  static Role of(Deployment.Function function, Account account) {
    return new Role(function.logicalId(), function.permissions(), account);
  }

  /** Returns true if the role allows the action, such as {@code sqs:SendMessage}, on the ARN. */
  boolean allows(Access access) {
    return says(true, access) && !says(false, access);
  }

  private boolean says(boolean allow, Access access) {
    return statements.stream()
        .filter(statement -> statement.allow() == allow)
        .anyMatch(statement -> covers(statement, access));
  }

  /** IAM compares actions without case and resources with it (IAM user guide, "Resource"). */
  private static boolean covers(Deployment.Statement statement, Access access) {
    String action = access.action().toLowerCase(Locale.ROOT);
    return statement.actions().stream()
            .anyMatch(pattern -> new Glob(pattern.toLowerCase(Locale.ROOT)).matches(action))
        && statement.resources().stream()
            .anyMatch(pattern -> new Glob(pattern).matches(access.resource()));
  }

  /**
   * Refuses a start whose role is too small for what Lambda does on the function's behalf.
   *
   * @throws IllegalStateException naming function, action and resource
   */
  void require(String resource, List<String> actions) {
    for (String action : actions) {
      var access = new Access(action, resource);
      if (!allows(access)) {
        throw new IllegalStateException(
            "the role of %s lacks %s, which its event source needs".formatted(functionId, access));
      }
    }
  }
}
