package tidings.notifier;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.AuthorizationErrorException;
import software.amazon.awssdk.services.sns.model.CreatePlatformEndpointRequest;
import software.amazon.awssdk.services.sns.model.CreatePlatformEndpointResponse;
import software.amazon.awssdk.services.sns.model.DeleteEndpointRequest;
import software.amazon.awssdk.services.sns.model.DeleteEndpointResponse;
import software.amazon.awssdk.services.sns.model.EndpointDisabledException;
import software.amazon.awssdk.services.sns.model.GetEndpointAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetEndpointAttributesResponse;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SetEndpointAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetEndpointAttributesResponse;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.ThrottledException;
import tidings.message.MessageJson;

/** An SNS that keeps endpoints and what was published; calls it does not know throw. */
final class FakeSns implements SnsClient {
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();
  private final List<PublishRequest> published = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicReference<Runnable> beforeCreate = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> afterGet = new AtomicReference<>(() -> {});
  private volatile Consumer<PublishRequest> beforePublish = _ -> {};

  /** Of which the caller may not touch the endpoints. */
  private volatile String forbidden = "none";

  record Endpoint(String application, String token, boolean enabled) {}

  Map<String, Endpoint> endpoints() {
    return endpoints;
  }

  List<PublishRequest> published() {
    return published;
  }

  /** The endpoints that got something, in order. */
  List<String> reached() {
    return published.stream().map(PublishRequest::targetArn).toList();
  }

  /** What Firebase got, in order. */
  List<JsonNode> messages() {
    return published.stream()
        .map(request -> MessageJson.read(request.message(), JsonNode.class).path("GCM").asText())
        .map(text -> MessageJson.read(text, JsonNode.class).at("/fcmV1Message/message"))
        .toList();
  }

  /** The badges that Firebase got, in order. */
  List<Long> badges() {
    return messages().stream().map(message -> message.at("/data/badge").asLong()).toList();
  }

  void disable(String arn) {
    endpoints.computeIfPresent(arn, (_, old) -> new Endpoint(old.application, old.token, false));
  }

  /** From now on the application is another's. */
  void forbid(String application) {
    forbidden = application;
  }

  /** Runs once, before the next endpoint is made. */
  void beforeCreate(Runnable act) {
    beforeCreate.set(act);
  }

  /** Runs once, after the next look at an endpoint. */
  void afterGet(Runnable act) {
    afterGet.set(act);
  }

  /** Runs before a push is looked at, and may throw in its place. */
  void beforePublish(Consumer<PublishRequest> act) {
    beforePublish = act;
  }

  static <B extends SnsException.Builder> SnsException error(
      B builder, int status, String code, String message) {
    var details = AwsErrorDetails.builder().errorCode(code).errorMessage(message).build();
    builder.awsErrorDetails(details).message(message).statusCode(status);
    return (SnsException) builder.build();
  }

  @Override
  public synchronized CreatePlatformEndpointResponse createPlatformEndpoint(
      CreatePlatformEndpointRequest request) {
    beforeCreate.getAndSet(() -> {}).run();
    if (request.token().startsWith("bad")) {
      throw invalid("Invalid parameter: Token Reason: not a token");
    }
    for (var entry : endpoints.entrySet()) {
      var endpoint = entry.getValue();
      if (endpoint.application.equals(request.platformApplicationArn())
          && endpoint.token.equals(request.token())) {
        return found(entry.getKey(), endpoint);
      }
    }
    String arn =
        request.platformApplicationArn().replace(":app/", ":endpoint/")
            + "/"
            + made.incrementAndGet();
    endpoints.put(arn, new Endpoint(request.platformApplicationArn(), request.token(), true));
    return CreatePlatformEndpointResponse.builder().endpointArn(arn).build();
  }

  private static CreatePlatformEndpointResponse found(String arn, Endpoint endpoint) {
    if (!endpoint.enabled) {
      throw invalid(
          "Invalid parameter: Token Reason: Endpoint "
              + arn
              + " already exists with the same Token, but different attributes.");
    }
    return CreatePlatformEndpointResponse.builder().endpointArn(arn).build();
  }

  @Override
  public GetEndpointAttributesResponse getEndpointAttributes(GetEndpointAttributesRequest request) {
    var endpoint = existing(request.endpointArn());
    afterGet.getAndSet(() -> {}).run();
    return GetEndpointAttributesResponse.builder()
        .attributes(Map.of("Token", endpoint.token, "Enabled", Boolean.toString(endpoint.enabled)))
        .build();
  }

  @Override
  public synchronized SetEndpointAttributesResponse setEndpointAttributes(
      SetEndpointAttributesRequest request) {
    var old = existing(request.endpointArn());
    String token = request.attributes().get("Token");
    boolean taken =
        endpoints.entrySet().stream()
            .anyMatch(
                other ->
                    !other.getKey().equals(request.endpointArn())
                        && other.getValue().token.equals(token));
    if (taken || token.startsWith("bad")) {
      throw invalid("Invalid parameter: Attributes Reason: another endpoint has the token");
    }
    boolean enabled = Boolean.parseBoolean(request.attributes().get("Enabled"));
    endpoints.put(request.endpointArn(), new Endpoint(old.application, token, enabled));
    return SetEndpointAttributesResponse.builder().build();
  }

  @Override
  public DeleteEndpointResponse deleteEndpoint(DeleteEndpointRequest request) {
    authorize(request.endpointArn());
    endpoints.remove(request.endpointArn());
    return DeleteEndpointResponse.builder().build();
  }

  @Override
  public PublishResponse publish(PublishRequest request) {
    beforePublish.accept(request);
    var endpoint = endpoints.get(request.targetArn());
    if (endpoint == null) {
      throw invalid(
          "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified");
    }
    if (!endpoint.enabled) {
      throw disabled();
    }
    published.add(request);
    return PublishResponse.builder().messageId("push-" + published.size()).build();
  }

  static SnsException disabled() {
    return error(
        EndpointDisabledException.builder(), 400, "EndpointDisabled", "Endpoint is disabled");
  }

  static SnsException throttled() {
    return error(ThrottledException.builder(), 429, "Throttled", "Rate exceeded");
  }

  private void authorize(String endpoint) {
    if (endpoint.startsWith(forbidden.replace(":app/", ":endpoint/") + "/")) {
      throw error(
          AuthorizationErrorException.builder(), 403, "AuthorizationError", "not authorized");
    }
  }

  private Endpoint existing(String arn) {
    authorize(arn);
    var endpoint = endpoints.get(arn);
    if (endpoint == null) {
      throw error(NotFoundException.builder(), 404, "NotFound", "Endpoint does not exist");
    }
    return endpoint;
  }

  private static SnsException invalid(String message) {
    return error(InvalidParameterException.builder(), 400, "InvalidParameter", message);
  }

  @Override
  public String serviceName() {
    return "sns";
  }

  @Override
  public void close() {}
}
