package tidings.local.lambda;

import java.net.URI;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tidings.lambda.Env;
import tidings.local.engines.Account;
import tidings.local.engines.Engines;
import tidings.local.template.Deployment;

/** The template's functions in this JVM, each with its own variables, access key and instances. */
public final class LambdaFunctions implements Functions, AutoCloseable {
  private final Map<String, Instances> functions = new TreeMap<>();
  private final Map<String, Map<String, String>> variables = new TreeMap<>();

  private LambdaFunctions() {}

  /**
   * Builds an instance of every function, so that what is missing stops the start.
   *
   * @param endpoints addresses by the SDK's names of services, as in AWS_ENDPOINT_URL_SQS
   * @throws IllegalStateException naming the function whose handler or variables are not as stated
   */
  public static LambdaFunctions start(
      List<Deployment.Function> functions, Account account, Map<String, URI> endpoints) {
    var started = new LambdaFunctions();
    for (Deployment.Function function : functions) {
      Permissions.put(accessKey(function.logicalId()), Role.of(function, account));
      var env = new Env(variables(function, account, endpoints));
      started.variables.put(function.logicalId(), env.variables());
      started.functions.put(function.logicalId(), Instances.start(function, env, account));
    }
    return started;
  }

  /** What each function finds in its environment; another process can stand in with it. */
  public Map<String, Map<String, String>> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** The access keys that these functions call with. */
  public static Set<String> accessKeys(List<Deployment.Function> functions) {
    return functions.stream()
        .map(function -> accessKey(function.logicalId()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** DynamoDB Local takes letters and digits only, which is what logical ids are made of. */
  private static String accessKey(String logicalId) {
    return "AKIA" + logicalId;
  }

  private static Map<String, String> variables(
      Deployment.Function function, Account account, Map<String, URI> endpoints) {
    Map<String, String> reserved = reserved(function, account);
    if (!Collections.disjoint(reserved.keySet(), function.variables().keySet())) {
      throw new IllegalStateException(
          "the function " + function.logicalId() + " sets a variable that Lambda reserves");
    }
    var variables = new HashMap<>(function.variables());
    variables.putAll(reserved);
    endpoints.forEach(
        (service, endpoint) -> variables.put("AWS_ENDPOINT_URL_" + service, endpoint.toString()));
    return variables;
  }

  /** Lambda developer guide, "Defined runtime environment variables". */
  private static Map<String, String> reserved(Deployment.Function function, Account account) {
    return Map.ofEntries(
        Map.entry("_HANDLER", function.handler()),
        Map.entry("AWS_REGION", account.region()),
        Map.entry("AWS_DEFAULT_REGION", account.region()),
        Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
        Map.entry("AWS_LAMBDA_FUNCTION_NAME", function.logicalId()),
        Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(Invocation.MEMORY_MB)),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
        Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.logicalId()),
        Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", "local"),
        Map.entry("AWS_ACCESS_KEY_ID", accessKey(function.logicalId())),
        Map.entry("AWS_SECRET_ACCESS_KEY", Engines.SECRET_ACCESS_KEY));
  }

  @Override
  public Object invoke(String functionId, Object event) throws FunctionFailed {
    Instances instances = functions.get(functionId);
    if (instances == null) {
      throw new IllegalArgumentException("there is no function " + functionId);
    }
    return instances.invoke(event);
  }

  @Override
  public void close() {
    functions.keySet().forEach(id -> Permissions.remove(accessKey(id)));
  }
}
