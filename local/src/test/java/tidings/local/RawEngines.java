package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * The engines of a running stack, called by the SDK alone, on queues and tables of their own: what
 * the machine can do at most, with the calls that a message makes in the pipeline.
 */
final class RawEngines {
  private final Client client;
  private final RawQueue queue;
  private final RawTable table;
  private final SnsClient sns;
  private final AtomicLong sent = new AtomicLong();
  private volatile String phone = "";
  private int runs;

  /**
   * Before there is traffic: for every call DynamoDB Local looks for the oldest record of the
   * table's stream, past all older ones of other streams.
   */
  RawEngines(Client client) {
    this.client = client;
    JsonNode aws = client.get("/local/config").json().path("aws");
    this.queue = new RawQueue(client(SqsClient.builder(), aws, "SQS"));
    this.table =
        new RawTable(
            client(DynamoDbClient.builder(), aws, "DYNAMODB"),
            client(DynamoDbStreamsClient.builder(), aws, "DYNAMODB"));
    this.sns = client(SnsClient.builder(), aws, "SNS");
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, JsonNode aws, String service) {
    var credentials =
        AwsBasicCredentials.create(
            aws.path("accessKeyId").asText(), aws.path("secretAccessKey").asText());
    return builder
        .endpointOverride(URI.create(aws.path("endpoints").path(service).asText()))
        .region(Region.of(aws.path("region").asText()))
        .credentialsProvider(StaticCredentialsProvider.create(credentials))
        .httpClientBuilder(UrlConnectionHttpClient.builder().socketTimeout(Duration.ofSeconds(30)))
        .build();
  }

  /**
   * Makes the calls of so many messages, each worker those of a customer of its own. Half as many
   * lie in the queue from the begin to the end, as in a burst: the more there are, the longer
   * ElasticMQ looks for those of a free group.
   */
  Reached run(Counts counts, int messages, int workers) {
    String name = "run" + runs++ + "-";
    queue.purge();
    for (int i = 0; i < messages / 2; i++) {
      send(name + i % Traffic.CUSTOMERS);
    }
    return Reached.by(messages, () -> work(counts, messages, workers, name));
  }

  private void work(Counts counts, int messages, int workers, String name) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var done = new ArrayList<Future<?>>();
      for (int worker = 0; worker < workers; worker++) {
        var user = new RawTable.User(name + worker);
        int first = worker;
        done.add(
            threads.submit(
                () -> {
                  for (int i = first; i < messages; i += workers) {
                    message(counts, i, user);
                  }
                }));
      }
      for (Future<?> each : done) {
        each.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException("the raw run failed", e);
    }
  }

  /** What is received is deleted when the other calls are done, and holds its groups until then. */
  private void message(Counts counts, int number, RawTable.User user) {
    var received = new ArrayList<List<Message>>();
    for (int i = 0; i < counts.due(Counts.DELETE, number); i++) {
      received.add(queue.receive(counts.received(number)));
    }
    for (String operation : counts.each().keySet()) {
      int calls = counts.due(operation, number);
      for (int call = 0; call < calls; call++) {
        call(operation, user, counts.items(number));
      }
    }
    received.forEach(queue::delete);
  }

  private void call(String operation, RawTable.User user, int items) {
    switch (operation) {
      case "Sqs.SendMessage" -> send(user.name());
      case Counts.DELETE -> {}
      case "Sns.Publish" -> sns.publish(it -> it.targetArn(phone()).message("There is news."));
      default -> table.call(operation, user, items);
    }
  }

  private void send(String group) {
    queue.send(group, group + "-" + sent.getAndIncrement());
  }

  /** Any that has been told of something. */
  private String phone() {
    if (phone.isEmpty()) {
      phone = client.get("/local/push/sent").json().at("/0/endpointArn").asText();
    }
    return phone;
  }
}
