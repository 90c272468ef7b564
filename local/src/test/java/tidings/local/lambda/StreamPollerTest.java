package tidings.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.transformers.v2.DynamodbEventTransformer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import tidings.local.engines.DynamoEngine;
import tidings.local.engines.Engines;
import tidings.local.template.Deployment;
import tidings.local.template.Deployment.Queue;
import tidings.local.template.Deployment.StreamRetry;
import tidings.local.template.Deployment.StreamSource;
import tidings.local.template.Deployment.Table;

@Timeout(40)
class StreamPollerTest {
  private final String table = "chats-" + UUID.randomUUID();
  private final String failures = "failures-" + UUID.randomUUID();
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @TempDir private Path folder;

  StreamPollerTest() {
    Local.engines().dynamo().create(tables());
    Local.engines().sqs().create(List.of(new Queue("Failures", failures, Map.of())));
  }

  @Test
  void whatWasWrittenBeforeAndAfterTheStartComesInOrder() throws Exception {
    put("1", "message");
    try (var _ = Local.polling(this::take, source(0))) {
      assertThat(next(1)).containsExactly("1");
      put("2", "message");
      put("3", "message");

      assertThat(next(2)).containsExactly("2", "3");
    }
  }

  @Test
  void theEventIsWhatTheSdkTransformerReads() throws Exception {
    var images = new LinkedBlockingQueue<Map<String, AttributeValue>>();
    Functions reads =
        (_, event) -> {
          images.addAll(
              DynamodbEventTransformer.toRecordsV2((DynamodbEvent) event).stream()
                  .filter(record -> record.eventName() == OperationType.INSERT)
                  .map(record -> record.dynamodb().newImage())
                  .toList());
          return new StreamsEventResponse(List.of());
        };
    try (var _ = Local.polling(reads, source(0))) {
      put("1", "message");

      assertThat(images.poll(10, TimeUnit.SECONDS)).isEqualTo(item("1", "message"));
    }
  }

  @Test
  void whatNoPatternFitsIsPassedOver() throws Exception {
    String pattern =
        "{\"eventName\":[\"INSERT\"],\"dynamodb\":{\"NewImage\":{\"alert\":{\"S\":[\"message\"]}}}}";
    try (var _ = Local.polling(this::take, source(0, pattern))) {
      put("1", "none");
      put("2", "message");

      assertThat(next(1)).containsExactly("2");
    }
  }

  @Test
  void onlyThePoisonousRecordIsGivenUpAndItsMetadataKept() throws Exception {
    Functions choking =
        (_, event) -> {
          List<String> keys = keys(event);
          seen.addAll(keys);
          if (keys.contains("poison")) {
            throw new Functions.FunctionFailed("choked", false);
          }
          return new StreamsEventResponse(List.of());
        };
    for (String key : List.of("1", "2", "poison", "4")) {
      put(key, "message");
    }
    try (var _ = Local.polling(choking, source(1))) {
      JsonNode failure = failure();

      assertThat(failure.at("/requestContext/condition").asText())
          .isEqualTo("RetryAttemptsExhausted");
      assertThat(failure.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
      assertThat(failure.at("/DDBStreamBatchInfo/batchSize").asInt()).isEqualTo(1);
      assertThat(failure.at("/DDBStreamBatchInfo/streamArn").asText()).contains(table);
      assertThat(nextUntil("4")).contains("1", "2", "poison");
    }
  }

  @Test
  void aReportedFailureIsTriedAgainFromThereOn() throws Exception {
    var batches = new LinkedBlockingQueue<List<String>>();
    Functions stumblesOnce =
        (_, event) -> {
          batches.add(keys(event));
          boolean first = batches.size() == 1;
          var records = ((DynamodbEvent) event).getRecords();
          return new StreamsEventResponse(
              first
                  ? List.of(new BatchItemFailure(records.get(1).getDynamodb().getSequenceNumber()))
                  : List.of());
        };
    for (String key : List.of("1", "2", "3")) {
      put(key, "message");
    }
    try (var _ = Local.polling(stumblesOnce, source(3))) {
      assertThat(await(() -> batches.size() == 2)).isTrue();
    }

    assertThat(batches).containsExactly(List.of("1", "2", "3"), List.of("2", "3"));
  }

  @Test
  void aRestartGoesOnWhereItWas() throws Exception {
    var site = new Engines.Site(Local.ACCOUNT, Optional.of(folder), 0, Set.of());
    try (var dynamo = DynamoEngine.start(Local.ACCOUNT, Optional.of(folder.resolve("db")))) {
      dynamo.create(tables());
      try (var _ = polling(dynamo, site)) {
        dynamo.client().putItem(put -> put.tableName(table).item(item("before", "message")));
        assertThat(next(1)).containsExactly("before");
      }
      dynamo.client().putItem(put -> put.tableName(table).item(item("between", "message")));
    }

    try (var again = DynamoEngine.start(Local.ACCOUNT, Optional.of(folder.resolve("db")));
        var _ = polling(again, site)) {
      assertThat(next(1)).containsExactly("between");
      again.client().putItem(put -> put.tableName(table).item(item("after", "message")));
      assertThat(next(1)).containsExactly("after");
    }
  }

  @Test
  void whatExpiredIsRemovedByDynamoDb() throws Exception {
    var records = new LinkedBlockingQueue<DynamodbStreamRecord>();
    Functions reads =
        (_, event) -> {
          records.addAll(((DynamodbEvent) event).getRecords());
          return new StreamsEventResponse(List.of());
        };
    String pattern = "{\"userIdentity\":{\"principalId\":[\"dynamodb.amazonaws.com\"]}}";
    try (var _ = Local.polling(reads, source(0, pattern))) {
      var expired = item("old", "message");
      var item = new HashMap<>(expired);
      long past = Clock.systemUTC().instant().minus(Duration.ofHours(1)).getEpochSecond();
      item.put("ttl", AttributeValue.fromN(Long.toString(past)));
      Local.engines().dynamo().client().putItem(put -> put.tableName(table).item(item));

      DynamodbStreamRecord removed = records.poll(30, TimeUnit.SECONDS);

      assertThat(removed).isNotNull();
      assertThat(removed.getEventName()).isEqualTo("REMOVE");
      assertThat(removed.getUserIdentity().getPrincipalId()).isEqualTo("dynamodb.amazonaws.com");
    }
  }

  private EventSources polling(DynamoEngine dynamo, Engines.Site site) {
    var shared = Local.engines();
    var engines = new Engines(dynamo, shared.sqs(), shared.s3(), shared.secrets());
    var function = Local.function("none.None", Local.EVERYTHING, source(0));
    var deployment = Local.deployment(List.of(function), List.of());
    return EventSources.start(deployment, this::take, engines, site, Clock.systemUTC());
  }

  private List<Table> tables() {
    return List.of(
        new Table(
            "Chats",
            table,
            "pk",
            Optional.empty(),
            Optional.of("ttl"),
            Optional.of("NEW_AND_OLD_IMAGES")));
  }

  private Deployment.Source source(int attempts, String... patterns) {
    var retry =
        new StreamRetry(
            attempts, Duration.ofMinutes(15), Optional.of(Local.ACCOUNT.arn("sqs", failures)));
    return new StreamSource(table, 25, true, true, retry, List.of(patterns));
  }

  private Object take(String functionId, Object event) {
    seen.addAll(keys(event));
    return new StreamsEventResponse(List.of());
  }

  private static List<String> keys(Object event) {
    return ((DynamodbEvent) event)
        .getRecords().stream()
            .map(record -> record.getDynamodb().getKeys().get("pk").getS())
            .toList();
  }

  private List<String> next(int count) throws InterruptedException {
    var keys = new ArrayList<String>();
    while (keys.size() < count) {
      String key = seen.poll(10, TimeUnit.SECONDS);
      assertThat(key).as("after " + keys).isNotNull();
      keys.add(key);
    }
    return keys;
  }

  private List<String> nextUntil(String last) throws InterruptedException {
    var keys = new ArrayList<String>();
    while (!keys.contains("after poison")) {
      String key = next(1).getFirst();
      keys.add(key.equals(last) && keys.contains("poison") ? "after poison" : key);
    }
    return keys;
  }

  private static boolean await(BooleanSupplier holds) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < deadline) {
      if (holds.getAsBoolean()) {
        return true;
      }
      Thread.onSpinWait();
    }
    return false;
  }

  private JsonNode failure() throws Exception {
    var sqs = Local.engines().sqs();
    var messages =
        sqs.client()
            .receiveMessage(receive -> receive.queueUrl(sqs.queueUrl(failures)).waitTimeSeconds(15))
            .messages();
    assertThat(messages).hasSize(1);
    return new ObjectMapper().readTree(messages.getFirst().body());
  }

  private void put(String key, String alert) {
    Local.engines().dynamo().client().putItem(put -> put.tableName(table).item(item(key, alert)));
  }

  private static Map<String, AttributeValue> item(String key, String alert) {
    return Map.of(
        "pk", AttributeValue.fromS(key),
        "alert", AttributeValue.fromS(alert),
        "seq", AttributeValue.fromN("7"),
        "open", AttributeValue.fromM(Map.of("a", AttributeValue.fromBool(true))),
        "list", AttributeValue.fromL(List.of(AttributeValue.fromNul(true))));
  }
}
