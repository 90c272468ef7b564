package tidings.lambda;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * Builds SDK clients from a function's variables: region and credentials as Lambda gives them, and
 * the SDK's own {@code AWS_ENDPOINT_URL_<SERVICE>} where a stand-in is to be called.
 *
 * <p>Under SnapStart Lambda serves credentials by the container endpoint, not by key variables
 * (Lambda developer guide, "SnapStart"), so that endpoint comes first.
 */
public record Aws(Env env) {
  /**
   * Ends calls that take too long, of all clients: one that has none of these starts five threads
   * of its own, each when it first makes a call.
   */
  private static final ScheduledExecutorService TIMER = timer();

  private static ScheduledExecutorService timer() {
    var thread = Thread.ofPlatform().daemon().name("aws-time-outs").factory();
    var timer = new ScheduledThreadPoolExecutor(1, thread);
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }

  /** Gives the builder region, credentials, time-outs and, where set, the service's endpoint. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service) {
    return client(builder, service, limit -> limit.apiCallTimeout(Duration.ofSeconds(8)));
  }

  /** Like the other, but a call is tried once only and ended after this time. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C clientOfOneTry(
      B builder, String service, Duration longest) {
    return client(
        builder,
        service,
        limit -> limit.apiCallTimeout(longest).retryStrategy(tries -> tries.maxAttempts(1)));
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service, Consumer<ClientOverrideConfiguration.Builder> limits) {
    env.optional("AWS_ENDPOINT_URL_" + service)
        .ifPresent(url -> builder.endpointOverride(URI.create(url)));
    return builder
        .region(region())
        .credentialsProvider(credentials())
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .socketTimeout(Duration.ofSeconds(5)))
        .overrideConfiguration(limits.andThen(limit -> limit.scheduledExecutorService(TIMER)))
        .build();
  }

  /** The region that Lambda names in {@code AWS_REGION}. */
  public Region region() {
    return Region.of(env.required("AWS_REGION"));
  }

  /** The credentials of the function's role. */
  public AwsCredentialsProvider credentials() {
    if (env.optional("AWS_CONTAINER_CREDENTIALS_FULL_URI").isPresent()) {
      return ContainerCredentialsProvider.create();
    }
    String id = env.required("AWS_ACCESS_KEY_ID");
    String secret = env.required("AWS_SECRET_ACCESS_KEY");
    return StaticCredentialsProvider.create(
        env.optional("AWS_SESSION_TOKEN")
            .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
            .orElseGet(() -> AwsBasicCredentials.create(id, secret)));
  }
}
