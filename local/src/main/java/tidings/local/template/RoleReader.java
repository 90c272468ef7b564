package tidings.local.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a role allows. */
final class RoleReader {
  private RoleReader() {}

  record Role(String logicalId, List<Deployment.Statement> statements) {
    Role {
      statements = List.copyOf(statements);
    }
  }

  /** The statements of each role, by its logical id. */
  static Map<String, List<Deployment.Statement>> readAll(List<Role> roles) {
    var all = new LinkedHashMap<String, List<Deployment.Statement>>();
    roles.forEach(role -> all.put(role.logicalId(), role.statements()));
    return all;
  }

  static Role read(Resource resource, Fields properties) {
    var statements = new ArrayList<Deployment.Statement>();
    properties
        .optional("Policies")
        .ifPresent(policies -> policies.readEach(RoleReader::policy).forEach(statements::addAll));
    return new Role(resource.logicalId(), statements);
  }

  private static List<Deployment.Statement> policy(Fields policy) {
    policy.required("PolicyName").text();
    return policy
        .required("PolicyDocument")
        .read(
            document -> {
              document.only("Version", "2012-10-17");
              return document.required("Statement").readEach(RoleReader::statement);
            });
  }

  private static Deployment.Statement statement(Fields statement) {
    statement.inert(Set.of("Sid"));
    return new Deployment.Statement(
        statement.required("Effect").oneOf(List.of("Allow", "Deny")).equals("Allow"),
        some(statement.required("Action")),
        some(statement.required("Resource")));
  }

  /** IAM refuses a list that conditions have left empty. */
  private static List<String> some(Value names) {
    List<String> texts = names.oneOrMoreTexts();
    if (texts.isEmpty()) {
      throw names.place().fault("is empty, which IAM refuses");
    }
    return texts;
  }
}
