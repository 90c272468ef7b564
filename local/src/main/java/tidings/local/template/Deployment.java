package tidings.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the template deploys, with every reference resolved: all that the local stack starts comes
 * from here.
 */
public record Deployment(
    HttpApi api,
    List<Function> functions,
    List<Queue> queues,
    List<Table> tables,
    List<Bucket> buckets,
    List<Secret> secrets,
    Map<String, String> outputs) {

  public Deployment {
    functions = List.copyOf(functions);
    queues = List.copyOf(queues);
    tables = List.copyOf(tables);
    buckets = List.copyOf(buckets);
    secrets = List.copyOf(secrets);
    outputs = Map.copyOf(outputs);
  }

  /**
   * A function: its handler as {@code package.Class}, exactly the variables that the template gives
   * it, and what its role allows.
   */
  public record Function(
      String logicalId,
      String handler,
      Map<String, String> variables,
      Duration timeout,
      List<Statement> permissions,
      List<Source> sources) {

    public Function {
      variables = Map.copyOf(variables);
      permissions = List.copyOf(permissions);
      sources = List.copyOf(sources);
    }
  }

  /** What an event source mapping polls for a function. */
  public sealed interface Source {}

  /** Messages of a queue; {@code partialFailures} is {@code ReportBatchItemFailures}. */
  public record QueueSource(
      String queueArn, int batchSize, int maximumConcurrency, boolean partialFailures)
      implements Source {}

  /** Changes of a table, with what becomes of those that keep failing. */
  public record StreamSource(
      String tableName,
      int batchSize,
      boolean partialFailures,
      boolean bisect,
      StreamRetry retry,
      List<String> patterns)
      implements Source {

    public StreamSource {
      patterns = List.copyOf(patterns);
    }
  }

  /** Retries of a failing stream batch; after them its metadata goes to the on-failure queue. */
  public record StreamRetry(
      int maximumAttempts, Duration maximumAge, Optional<String> onFailureQueueArn) {}

  /** A statement of a role's policies; actions and resources may hold {@code *}. */
  public record Statement(boolean allow, List<String> actions, List<String> resources) {

    public Statement {
      actions = List.copyOf(actions);
      resources = List.copyOf(resources);
    }
  }

  /**
   * A queue with the attributes that SQS' CreateQueue takes, by their API names, and the ARNs of
   * the topics whose messages it gets.
   */
  public record Queue(
      String logicalId, String name, Map<String, String> attributes, List<String> topics) {

    public Queue {
      attributes = Map.copyOf(attributes);
      topics = List.copyOf(topics);
    }

    /** A queue that is subscribed to nothing. */
    public Queue(String logicalId, String name, Map<String, String> attributes) {
      this(logicalId, name, attributes, List.of());
    }
  }

  /** A table with string keys. */
  public record Table(
      String logicalId,
      String name,
      String partitionKey,
      Optional<String> sortKey,
      Optional<String> ttlAttribute,
      Optional<String> streamViewType) {}

  /** A bucket and the web origins that may put and get its objects with a presigned address. */
  public record Bucket(String logicalId, String name, List<String> corsOrigins) {

    public Bucket {
      corsOrigins = List.copyOf(corsOrigins);
    }
  }

  /** A secret whose first value is a JSON object, made from the template text and a random key. */
  public record Secret(
      String logicalId, String arn, String template, String generatedKey, int length) {}

  /** The HTTP API: its routes, who may call them, how often and from which origins. */
  public record HttpApi(
      List<Route> routes,
      Map<String, Authorizer> authorizers,
      Cors cors,
      Throttle defaultThrottle,
      Map<String, Throttle> routeThrottles) {

    public HttpApi {
      routes = List.copyOf(routes);
      authorizers = Map.copyOf(authorizers);
      routeThrottles = Map.copyOf(routeThrottles);
    }
  }

  /** A route to a function; without an authorizer anybody may call it. */
  public record Route(String method, String path, String functionId, Optional<String> authorizer) {

    /** API Gateway's name of the route, such as {@code GET /m/{id}}. */
    public String key() {
      return method + " " + path;
    }
  }

  /** Who says whether a caller may pass. */
  public sealed interface Authorizer {}

  /** The gateway's own JWT authorizer. */
  public record Jwt(String issuer, List<String> audiences) implements Authorizer {

    public Jwt {
      audiences = List.copyOf(audiences);
    }
  }

  /** A function asked with payload format 2.0 and simple responses; without the header: 401. */
  public record Asked(String functionId, List<String> identityHeaders) implements Authorizer {

    public Asked {
      identityHeaders = List.copyOf(identityHeaders);
    }
  }

  /** Preflights are answered by the gateway from this. */
  public record Cors(
      List<String> origins,
      List<String> methods,
      List<String> headers,
      List<String> exposedHeaders,
      Duration maxAge) {

    public Cors {
      origins = List.copyOf(origins);
      methods = List.copyOf(methods);
      headers = List.copyOf(headers);
      exposedHeaders = List.copyOf(exposedHeaders);
    }
  }

  /** A token bucket: requests a second, and how many at once. */
  public record Throttle(double ratePerSecond, int burst) {}
}
