package tidings.local.trail;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What comes in batches, from queues and streams. */
final class Batches {
  /** Where commands, errands, retries of pushes and parked things keep the id of their message. */
  private static final List<String> IDS = List.of("/message/id", "/id", "/of", "/alert/message");

  private Batches() {}

  /** A part of a batch by the name that a partial failure gives it. */
  record Item(String name, Step step) {}

  static List<Item> steps(Invocation invocation, SQSEvent batch) {
    return batch.getRecords().stream()
        .flatMap(record -> item(invocation, record).stream())
        .toList();
  }

  static List<Item> steps(Invocation invocation, DynamodbEvent batch) {
    return batch.getRecords().stream()
        .flatMap(record -> item(invocation, record).stream())
        .toList();
  }

  /** The names of those that come again. */
  static Set<String> returned(@Nullable Object answer) {
    return switch (answer) {
      case SQSBatchResponse response ->
          names(
              response.getBatchItemFailures(),
              SQSBatchResponse.BatchItemFailure::getItemIdentifier);
      case StreamsEventResponse response ->
          names(
              response.getBatchItemFailures(),
              StreamsEventResponse.BatchItemFailure::getItemIdentifier);
      case null, default -> Set.of();
    };
  }

  private static <T> Set<String> names(@Nullable List<T> failures, Function<T, String> name) {
    return Stream.ofNullable(failures)
        .flatMap(List::stream)
        .map(name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Item> item(Invocation invocation, SQSEvent.SQSMessage record) {
    JsonNode body = Requests.json(record.getBody());
    return subject(body)
        .map(
            subject ->
                invocation.step(
                    record.getMessageId(),
                    subject,
                    what(body),
                    Instant.ofEpochMilli(number(record, "SentTimestamp")),
                    (int) number(record, "ApproximateReceiveCount")))
        .map(step -> new Item(record.getMessageId(), step));
  }

  /** The command or errand, of a report with its outcome: {@code report:notSent}. */
  private static String what(JsonNode body) {
    String kind = body.path("command").asText(body.path("errand").asText("retry"));
    JsonNode outcome = body.at("/outcome/outcome");
    return outcome.isTextual() ? kind + ":" + outcome.asText() : kind;
  }

  private static long number(SQSEvent.SQSMessage record, String attribute) {
    return Long.parseLong(record.getAttributes().getOrDefault(attribute, "1"));
  }

  private static Optional<Step.Subject> subject(JsonNode body) {
    if (body.path("body").isObject()) {
      return Webhooks.subject(body.path("body"));
    }
    String userId = body.at("/chat/userId").textValue();
    return IDS.stream()
        .map(pointer -> body.at(pointer).asText())
        .filter(id -> !id.isEmpty())
        .findFirst()
        .map(id -> new Step.Subject(id, userId));
  }

  /** DynamoDB Local tells creation to the minute only; our rows tell when they were written. */
  private static Optional<Item> item(Invocation invocation, DynamodbStreamRecord record) {
    Map<String, AttributeValue> row =
        Optional.ofNullable(record.getDynamodb().getNewImage()).orElse(Map.of());
    String name = record.getDynamodb().getSequenceNumber();
    return text(row, "id")
        .map(id -> new Step.Subject(id, null))
        .map(
            subject ->
                invocation.step(
                    name,
                    subject,
                    text(row, "alert").orElse("row"),
                    text(row, "storedAt").map(Instant::parse).orElse(null),
                    1))
        .map(step -> new Item(name, step));
  }

  private static Optional<String> text(Map<String, AttributeValue> row, String name) {
    return Optional.ofNullable(row.get(name)).map(AttributeValue::getS);
  }
}
