package tidings.local.engines;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tidings.local.template.Deployment;

/** All engines of the stack, with what the template deploys in them. */
public record Engines(DynamoEngine dynamo, SqsEngine sqs, S3Engine s3, SecretsEngine secrets)
    implements AutoCloseable {
  /** The access key of the stack's own clients, which no role limits. */
  public static final String ACCESS_KEY = "tidingslocal";

  /** That of whoever looks after the stack from outside; no role limits it either. */
  public static final String OPERATORS_ACCESS_KEY = "tidingsoperator";

  /** The secret key of every access key of the stack. */
  public static final String SECRET_ACCESS_KEY = "localsecret";

  /**
   * Where the stack lives.
   *
   * @param folder what it keeps; none keeps nothing
   * @param queuePort part of every queue's URL; 0 for a free one
   * @param accessKeys that S3 is to know, beside the stack's own
   */
  public record Site(
      Account account, Optional<Path> folder, int queuePort, Set<String> accessKeys) {

    public Site {
      accessKeys = Set.copyOf(accessKeys);
    }

    private Optional<Path> folder(String name) {
      return folder.map(path -> path.resolve(name));
    }
  }

  /**
   * Starts them side by side; if one cannot start, none stays. Not in virtual threads: engines wait
   * for one another's locks in static initialisers, in which a virtual thread keeps its carrier,
   * and with two cores both carriers can wait for a lock whose holder has none.
   */
  public static Engines start(Deployment deployment, Site site, Clock clock) {
    try (var threads = Executors.newCachedThreadPool()) {
      var dynamo = in(threads, () -> startDynamo(deployment, site));
      var sqs = in(threads, () -> startSqs(deployment, site));
      var s3 = in(threads, () -> startS3(deployment, site));
      var secrets =
          in(threads, () -> SecretsEngine.start(site.folder, deployment.secrets(), clock));
      try {
        CompletableFuture.allOf(dynamo, sqs, s3, secrets).join();
      } catch (CompletionException e) {
        Stream.of(dynamo, sqs, s3, secrets).forEach(Engines::closeStarted);
        throw e;
      }
      return new Engines(dynamo.join(), sqs.join(), s3.join(), secrets.join());
    }
  }

  private static <T> CompletableFuture<T> in(ExecutorService threads, Supplier<T> start) {
    return CompletableFuture.supplyAsync(start, threads);
  }

  private static void closeStarted(CompletableFuture<? extends Engine> engine) {
    if (!engine.isCompletedExceptionally()) {
      engine.join().close();
    }
  }

  private static DynamoEngine startDynamo(Deployment deployment, Site site) {
    var dynamo = DynamoEngine.start(site.account, site.folder("dynamodb"));
    dynamo.create(deployment.tables());
    return dynamo;
  }

  private static SqsEngine startSqs(Deployment deployment, Site site) {
    var sqs = SqsEngine.start(site.account, site.folder("sqs"), site.queuePort);
    sqs.create(deployment.queues());
    return sqs;
  }

  private static S3Engine startS3(Deployment deployment, Site site) {
    return S3Engine.start(site.account, site.folder("s3"), deployment.buckets(), site.accessKeys);
  }

  /** The engines' addresses by the SDK's names of their services, as in AWS_ENDPOINT_URL_SQS. */
  public Map<String, URI> endpoints() {
    return Map.of(
        "DYNAMODB", dynamo.endpoint(),
        "SQS", sqs.endpoint(),
        "S3", s3.endpoint(),
        "SECRETS_MANAGER", secrets.endpoint());
  }

  @Override
  public void close() {
    List.of(secrets, s3, sqs, dynamo).forEach(Engine::close);
  }
}
