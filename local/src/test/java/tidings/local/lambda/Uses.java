package tidings.local.lambda;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import tidings.local.engines.Account;
import tidings.local.template.Deployment;

/**
 * What the functions of this JVM use of what their roles allow, seen from within every client; the
 * SDK makes it itself.
 */
public final class Uses implements ExecutionInterceptor {
  private static final Account ACCOUNT = new Account("us-east-1", "000000000000");
  private static final Map<String, Set<Access>> USED = new ConcurrentHashMap<>();
  private static volatile boolean recording;

  /** A right that a role gives: one action on one pattern of resources. */
  public record Right(String action, String resource) {

    boolean covers(Access access) {
      var statement = new Deployment.Statement(true, List.of(action), List.of(resource));
      return new Role("", List.of(statement), ACCOUNT).allows(access);
    }

    @Override
    public String toString() {
      return action + " on " + resource;
    }
  }

  public static void begin() {
    USED.clear();
    recording = true;
  }

  public static void end() {
    recording = false;
  }

  /** The rights of a function that none of its calls has used since the begin. */
  public static List<Right> unused(Deployment.Function function) {
    Set<Access> used = used(function);
    return function.permissions().stream()
        .flatMap(Uses::rights)
        .filter(right -> used.stream().noneMatch(right::covers))
        .toList();
  }

  /** What a function has asked for since the begin and its role refused. */
  public static List<String> refused(Deployment.Function function) {
    Role role = Role.of(function, ACCOUNT);
    return used(function).stream()
        .filter(access -> !role.allows(access))
        .map(access -> function.logicalId() + " is not allowed to " + access)
        .toList();
  }

  /** What whoever signs with this key has asked for since the begin. */
  public static List<Right> of(String accessKey) {
    return USED.getOrDefault(accessKey, Set.of()).stream()
        .map(access -> new Right(access.action(), access.resource()))
        .toList();
  }

  private static Set<Access> used(Deployment.Function function) {
    return USED.getOrDefault("AKIA" + function.logicalId(), Set.of());
  }

  private static Stream<Right> rights(Deployment.Statement statement) {
    return statement.actions().stream()
        .flatMap(action -> statement.resources().stream().map(on -> new Right(action, on)));
  }

  @Override
  public void beforeTransmission(Context.BeforeTransmission call, ExecutionAttributes attributes) {
    if (recording) {
      String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
      Permissions.accessKey(call.httpRequest())
          .ifPresent(
              key ->
                  USED.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet())
                      .addAll(Access.of(operation, call.request(), ACCOUNT)));
    }
  }
}
