package tidings.notifier;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import tidings.lambda.Answers;
import tidings.lambda.Aws;
import tidings.lambda.Call;
import tidings.lambda.Env;
import tidings.lambda.Problem;
import tidings.lambda.Rehearsal;
import tidings.lambda.Routes;
import tidings.lambda.Secrets;
import tidings.message.UserKey;

/** The customers' devices. */
public final class DevicesHandler
    implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {
  private static final int LIMIT_BYTES = 256 * 1024;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private final Registry registry;
  private final Customers customers;
  private final Routes routes =
      new Routes(
          Map.of(
              "PUT /devices/user/{userId}/{deviceId}", this::put,
              "DELETE /devices/user/{userId}/{deviceId}", this::delete));

  /** Called by Lambda, once per cold start. */
  public DevicesHandler() {
    this(Env.system());
    Rehearsal.beforeSnapshot(Env.system(), Rehearsals.aPhone(), Rehearsals::devices);
  }

  /** Wires the registry from these variables and nothing else. */
  public DevicesHandler(Env env) {
    this(registry(env), customers(env));
  }

  DevicesHandler(Registry registry, Customers customers) {
    this.registry = registry;
    this.customers = customers;
  }

  /** Knows the customer who calls, and the key that stands for the user. */
  record Customers(Secrets secrets, String installationSecret, String userIdClaim) {

    UserKey key(Call call) {
      String userId = call.customer(userIdClaim);
      return UserKey.of(secrets.get(installationSecret, "key").bytes(), userId);
    }
  }

  private static Registry registry(Env env) {
    var aws = new Aws(env);
    var clock = Clock.systemUTC();
    var applications = new EnumMap<Platform, String>(Platform.class);
    for (Platform platform : Platform.values()) {
      env.optional(platform.name() + "_APPLICATION_ARN")
          .ifPresent(arn -> applications.put(platform, arn));
    }
    var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB");
    return new Registry(
        new Devices(dynamo, env.required("DEVICE_TABLE"), clock),
        new Endpoints(aws.client(SnsClient.builder(), "SNS")),
        applications,
        clock);
  }

  private static Customers customers(Env env) {
    var client = new Aws(env).client(SecretsManagerClient.builder(), "SECRETS_MANAGER");
    return new Customers(
        new Secrets(client, Clock.systemUTC()),
        env.required("INSTALLATION_SECRET"),
        env.required("USER_ID_CLAIM"));
  }

  @Override
  public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
    return routes.answer(event, context);
  }

  private APIGatewayV2HTTPResponse put(Call call) {
    Device.Id id = device(call);
    registry.register(id, Registration.read(call.json(LIMIT_BYTES), registry.platforms()));
    return Answers.empty(204);
  }

  private APIGatewayV2HTTPResponse delete(Call call) {
    registry.remove(device(call));
    return Answers.empty(204);
  }

  private Device.Id device(Call call) {
    UserKey user = customers.key(call);
    String name = call.path("deviceId");
    if (!ID.matcher(name).matches()) {
      throw Problem.of(422, "The id of the device must match " + ID.pattern() + ".");
    }
    return new Device.Id(user, name);
  }
}
