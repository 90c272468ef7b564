package tidings.local.engines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import tidings.local.template.Deployment;

/** The queues: ElasticMQ behind an SDK client. */
public final class SqsEngine implements Engine {
  /**
   * What ElasticMQ does not take. Every FIFO queue of it already locks and deduplicates by group,
   * which is what the two high-throughput attributes ask for; it encrypts nothing and keeps
   * messages for good.
   */
  private static final Set<String> UNKNOWN =
      Set.of(
          "DeduplicationScope",
          "FifoThroughputLimit",
          "MessageRetentionPeriod",
          "SqsManagedSseEnabled",
          "KmsMasterKeyId",
          "KmsDataKeyReusePeriodSeconds");

  private static final Set<String> FIXED_AT_CREATION = Set.of("FifoQueue");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LOWEST_PORT = 10_000;
  private static final int FIRST_GIVEN_OUT = 32_768;

  private final ElasticMq server;
  private final URI endpoint;
  private final SqsClient client;

  private SqsEngine(ElasticMq server, Account account) {
    this.server = server;
    this.endpoint = server.endpoint();
    this.client = Clients.client(SqsClient.builder(), endpoint, account.region());
  }

  /**
   * Starts it; without a folder it keeps nothing.
   *
   * @param port part of every queue's URL; 0 for a free one
   */
  public static SqsEngine start(Account account, Optional<Path> folder, int port) {
    int chosen = port == 0 ? freePort() : port;
    return new SqsEngine(ElasticMq.start(account, folder, chosen), account);
  }

  /**
   * A port that is free now: queue URLs are needed before the queues are there. It is none of those
   * that systems give out by themselves (from 32768 on), so that nobody is given it meanwhile.
   */
  public static int freePort() {
    var random = ThreadLocalRandom.current();
    int port = random.nextInt(LOWEST_PORT, FIRST_GIVEN_OUT);
    while (isTaken(port)) {
      port = random.nextInt(LOWEST_PORT, FIRST_GIVEN_OUT);
    }
    return port;
  }

  private static boolean isTaken(int port) {
    try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return !socket.isBound();
    } catch (BindException _) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Creates the queues that are missing and gives those that are there these attributes. */
  public void create(List<Deployment.Queue> queues) {
    var later = new ArrayList<Deployment.Queue>();
    for (Deployment.Queue queue : queues) {
      if (queue.attributes().containsKey("RedrivePolicy")) {
        later.add(queue);
      } else {
        create(queue);
      }
    }
    deadLettersFirst(later).forEach(this::create);
  }

  private static List<Deployment.Queue> deadLettersFirst(List<Deployment.Queue> queues) {
    var left = new ArrayList<>(queues);
    var ordered = new ArrayList<Deployment.Queue>();
    while (!left.isEmpty()) {
      Set<String> waiting =
          left.stream().map(Deployment.Queue::name).collect(Collectors.toUnmodifiableSet());
      var ready = left.stream().filter(queue -> !waiting.contains(deadLetters(queue))).toList();
      if (ready.isEmpty()) {
        throw new IllegalStateException("the redrive policies go in a circle: " + waiting);
      }
      ordered.addAll(ready);
      left.removeAll(ready);
    }
    return ordered;
  }

  private static String deadLetters(Deployment.Queue queue) {
    String policy = queue.attributes().getOrDefault("RedrivePolicy", "{}");
    try {
      String arn = JSON.readTree(policy).path("deadLetterTargetArn").asText();
      return arn.substring(arn.lastIndexOf(':') + 1);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the redrive policy of " + queue.name() + " is no JSON", e);
    }
  }

  private void create(Deployment.Queue queue) {
    var attributes = new HashMap<>(queue.attributes());
    attributes.keySet().removeAll(UNKNOWN);
    try {
      String url = queueUrl(queue.name());
      attributes.keySet().removeAll(FIXED_AT_CREATION);
      client.setQueueAttributes(set -> set.queueUrl(url).attributes(named(attributes)));
    } catch (QueueDoesNotExistException _) {
      client.createQueue(make -> make.queueName(queue.name()).attributes(named(attributes)));
    }
  }

  private static Map<QueueAttributeName, String> named(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                entry -> QueueAttributeName.fromValue(entry.getKey()), Map.Entry::getValue));
  }

  /**
   * The address of a queue.
   *
   * @throws QueueDoesNotExistException if there is none of that name
   */
  public String queueUrl(String name) {
    return client.getQueueUrl(get -> get.queueName(name)).queueUrl();
  }

  @Override
  public URI endpoint() {
    return endpoint;
  }

  /** The stack's own client. */
  public SqsClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
