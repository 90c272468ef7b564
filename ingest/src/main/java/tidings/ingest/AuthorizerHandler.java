package tidings.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2CustomAuthorizerEvent;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tidings.lambda.Aws;
import tidings.lambda.Env;
import tidings.lambda.Instance;
import tidings.lambda.Rehearsal;
import tidings.lambda.Routes;
import tidings.lambda.Secrets;
import tidings.lambda.StandIn;

/** Says whether a service caller's API key is one of those that are live. */
public final class AuthorizerHandler
    implements RequestHandler<APIGatewayV2CustomAuthorizerEvent, Map<String, Object>> {
  private final ApiKeys keys;
  private final Instance instance = new Instance();

  /** Called by Lambda, once per cold start. */
  public AuthorizerHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), StandIn.Answers.NONE, Rehearsals::authorizer);
  }

  /** Wires the authorizer from these variables and nothing else. */
  public AuthorizerHandler(Env env) {
    this(wire(env));
  }

  AuthorizerHandler(ApiKeys keys) {
    this.keys = keys;
  }

  private static ApiKeys wire(Env env) {
    var secretsManager = new Aws(env).client(SecretsManagerClient.builder(), "SECRETS_MANAGER");
    return new ApiKeys(
        new Secrets(secretsManager, Clock.systemUTC()), env.required("API_KEY_SECRET"));
  }

  /** Answers in API Gateway's simple form; a schedule's ping gets a no. */
  @Override
  public Map<String, Object> handleRequest(
      APIGatewayV2CustomAuthorizerEvent event, Context context) {
    if (Routes.PING.equals(event.getRouteKey())) {
      return Map.of("isAuthorized", false);
    }
    String key = event.getHeaders().getOrDefault("x-api-key", "");
    return instance.work(context, _ -> Map.of("isAuthorized", keys.admits(key)));
  }
}
