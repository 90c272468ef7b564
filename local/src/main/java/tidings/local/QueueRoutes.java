package tidings.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tidings.local.engines.SqsEngine;
import tidings.local.template.Deployment;
import tidings.ops.Tidings;

/** The routes by which a tester sees what waits, and what was given up. */
record QueueRoutes(SqsEngine sqs, List<Deployment.Queue> queues, URI stack, Clock clock) {
  private static final String PARKING = "ParkingQueue";
  private static final int MOST_PER_RECEIVE = 10;
  private static final int MOST_RECEIVES = 10;
  private static final int LOOK_SECONDS = 10;

  Map<String, Exchanges.Route> routes() {
    return Map.of(
        "GET /queues", _ -> queues.stream().map(this::depth).toList(),
        "GET /queues/parked", _ -> parked(),
        "POST /queues/parked/redrive", this::redrive);
  }

  private Object depth(Deployment.Queue queue) {
    String url = sqs.queueUrl(queue.name());
    var attributes =
        sqs.client()
            .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
            .attributesAsStrings();
    return Map.of(
        "name", queue.name(),
        "visible", count(attributes, "ApproximateNumberOfMessages"),
        "inFlight", count(attributes, "ApproximateNumberOfMessagesNotVisible"),
        "delayed", count(attributes, "ApproximateNumberOfMessagesDelayed"));
  }

  private static int count(Map<String, String> attributes, String name) {
    return Integer.parseInt(attributes.getOrDefault(name, "0"));
  }

  /** Does what the operator's command does, and answers what it says. */
  private Object redrive(Exchanges.Request request) {
    var said = new StringWriter();
    var out = new PrintWriter(said, true);
    int end =
        Tidings.commands(out, clock)
            .setErr(out)
            .execute("redrive", "--local", stack.toString(), "--clear", request.text("id"));
    return Map.of("done", end == 0, "said", said.toString().strip());
  }

  /** SQS shows messages only by handing them out: they are given back at once. */
  private Object parked() {
    return queues.stream()
        .filter(queue -> queue.logicalId().equals(PARKING))
        .map(queue -> sqs.queueUrl(queue.name()))
        .flatMap(url -> look(url).stream())
        .map(ParkedRow::json)
        .toList();
  }

  private List<Message> look(String url) {
    var seen = new ArrayList<Message>();
    List<Message> some = receive(url);
    for (int i = 1; i < MOST_RECEIVES && !some.isEmpty(); i++) {
      seen.addAll(some);
      some = receive(url);
    }
    seen.addAll(some);
    for (int i = 0; i < seen.size(); i += MOST_PER_RECEIVE) {
      giveBack(url, seen.subList(i, Math.min(seen.size(), i + MOST_PER_RECEIVE)));
    }
    return seen;
  }

  private List<Message> receive(String url) {
    SqsClient client = sqs.client();
    return client
        .receiveMessage(
            receive ->
                receive
                    .queueUrl(url)
                    .maxNumberOfMessages(MOST_PER_RECEIVE)
                    .visibilityTimeout(LOOK_SECONDS))
        .messages();
  }

  private void giveBack(String url, List<Message> messages) {
    var entries = new ArrayList<ChangeMessageVisibilityBatchRequestEntry>();
    for (Message message : messages) {
      entries.add(
          ChangeMessageVisibilityBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .visibilityTimeout(0)
              .build());
    }
    sqs.client().changeMessageVisibilityBatch(change -> change.queueUrl(url).entries(entries));
  }
}
