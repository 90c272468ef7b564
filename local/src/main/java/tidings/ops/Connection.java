package tidings.ops;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.FifoQueue;

/**
 * An installation to work on.
 *
 * @param endpoints stand-ins by the SDK's names of their services, as in AWS_ENDPOINT_URL_SQS
 * @param outputs the stack's, by their names in the template
 */
record Connection(
    Region region,
    AwsCredentialsProvider credentials,
    Map<String, URI> endpoints,
    Map<String, String> outputs) {
  private static final Duration LONGER_THAN_A_LONG_POLL = Duration.ofSeconds(30);

  Connection {
    endpoints = Map.copyOf(endpoints);
    outputs = Map.copyOf(outputs);
  }

  /** The same with these outputs in place of its own. */
  Connection with(Map<String, String> given) {
    var all = new HashMap<>(outputs);
    all.putAll(given);
    return new Connection(region, credentials, endpoints, all);
  }

  /** The values of an output that lists some, separated by commas; empty ones are left out. */
  List<String> list(String name) {
    return Arrays.stream(output(name).split(",", -1)).filter(item -> !item.isBlank()).toList();
  }

  /**
   * The integration that is meant where none is named.
   *
   * @throws Misuse if the installation has several
   */
  String soleIntegration() {
    List<String> ids = list("IntegrationIds");
    if (ids.size() != 1) {
      throw new Misuse("say which integration: --integration, one of " + String.join(", ", ids));
    }
    return ids.getFirst();
  }

  /**
   * An output of the stack.
   *
   * @throws Misuse if it has none of that name
   */
  String output(String name) {
    String value = outputs.get(name);
    if (value == null) {
      throw new Misuse(
          "the stack has no output %s: deploy the current template, or give --output %s=…"
              .formatted(name, name));
    }
    return value;
  }

  SqsClient sqs() {
    return client(SqsClient.builder(), "SQS");
  }

  DynamoDbClient dynamo() {
    return client(DynamoDbClient.builder(), "DYNAMODB");
  }

  SecretsManagerClient secrets() {
    return client(SecretsManagerClient.builder(), "SECRETS_MANAGER");
  }

  /** The FIFO queue whose address is this output. */
  FifoQueue queue(SqsClient sqs, String output) {
    return new FifoQueue(sqs, output(output));
  }

  /** A client of any service, such as {@code client(SnsClient.builder(), "SNS")}. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, String service) {
    URI endpoint = endpoints.get(service);
    if (endpoint != null) {
      builder.endpointOverride(endpoint);
    }
    return builder
        .region(region)
        .credentialsProvider(credentials)
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(LONGER_THAN_A_LONG_POLL))
        .build();
  }
}
