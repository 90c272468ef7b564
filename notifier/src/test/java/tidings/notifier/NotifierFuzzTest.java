package tidings.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tidings.lambda.Batches;
import tidings.lambda.Invoked;
import tidings.message.BrokenJson;
import tidings.message.HostileValues;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/**
 * Whatever row the stream brings, and whatever the queues of retries and push events do: it is
 * worked, or it alone is named, and what comes with it is worked. Many inputs: {@code mvn -q -pl
 * notifier -am test -Dtest=NotifierFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtidings.fuzz=100000}.
 */
class NotifierFuzzTest {
  private static final UserKey CAROL = new UserKey("C".repeat(43));
  private static final List<Map<String, AttributeValue>> IMAGES =
      Stream.of("agent-message", "offer", "customer-message", "read-on-phone", "two-messages")
          .flatMap(name -> Alerts.event(name).getRecords().stream())
          .map(record -> record.getDynamodb().getNewImage())
          .toList();

  private static final BrokenJson MESSAGES =
      new BrokenJson(
          IMAGES.stream()
              .filter(image -> image.containsKey("message"))
              .map(image -> image.get("message").getS())
              .toList());

  private static final BrokenJson RETRIES =
      new BrokenJson(
          List.of(
              MessageJson.write(new Retries.Retry("phone", Alerts.message("Maja", "Hello"))),
              MessageJson.write(new Retries.Retry("phone", Alerts.offer(3)))));

  private static final BrokenJson EVENTS =
      new BrokenJson(
          List.of(
              """
              {"EventType":"DeliveryFailure","FailureType":"InvalidPlatformToken",
               "EndpointArn":"arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/tidings/1"}
              """));

  private static final List<String> NUMBERS =
      List.of("0", "-1", "1E+125", "-1E-130", "0.5", "12345678901234567890123456789012345678");

  private static final int REMEMBERED = 1000;

  private final Phones phones = phones();
  private final NotifierHandler stream = new NotifierHandler(phones.notifier());
  private final Batches batches = new Batches(phones.sqs, "queue");
  private final PushRetryHandler retries = new PushRetryHandler(batches, phones.notifier());
  private final PushEventsHandler events =
      new PushEventsHandler(batches, new PushEvents(phones.devices, new Endpoints(phones.sns)));

  private int worked;

  /** In the place of the one that has been told of thousands of feeds, more than a row can hold. */
  private void anotherPhone() {
    phones.devices.of(Phones.ALICE).forEach(phones.devices::remove);
    phones.register(Phones.ALICE, "phone", "token-1");
  }

  private static Phones phones() {
    var phones = new Phones();
    phones.register(Phones.ALICE, "phone", "token-1");
    phones.register(Phones.BOB, "phone", "token-2");
    phones.register(CAROL, "phone", "token-3");
    return phones;
  }

  @Property(seed = "1")
  void whateverRowComesOnlyItFails(@ForAll("rows") DynamodbStreamRecord broken) {
    phones.sns.published().clear();
    DynamodbStreamRecord whole = record("whole", "INSERT", toCarol(worked++));

    var failures = failures(List.of(broken, whole));
    if (!failures.isEmpty()) {
      assertThat(failures).containsExactly(new BatchItemFailure("broken"));
      assertThat(failures(List.of(whole))).isEmpty();
    }

    String carols = phones.devices.of(CAROL).getFirst().endpoint();
    assertThat(phones.sns.reached()).containsOnlyOnce(carols);
  }

  @Property(seed = "1")
  void whateverIsToBeTriedAgainOnlyItComesBack(@ForAll("retries") String broken) {
    if (worked++ % REMEMBERED == 0) {
      anotherPhone();
    }
    var answer = retries.handleRequest(messages(broken, RETRIES), Invoked.of("rehearsal"));

    assertThat(answer.getBatchItemFailures())
        .isSubsetOf(new SQSBatchResponse.BatchItemFailure("broken"));
  }

  @Property(seed = "1")
  void whateverEventComesOnlyItComesBack(@ForAll("events") String broken) {
    var answer = events.handleRequest(messages(broken, EVENTS), Invoked.of("rehearsal"));

    assertThat(answer.getBatchItemFailures())
        .isSubsetOf(new SQSBatchResponse.BatchItemFailure("broken"));
  }

  private List<BatchItemFailure> failures(List<DynamodbStreamRecord> records) {
    var event = new DynamodbEvent();
    event.setRecords(records);
    return stream.handleRequest(event, Invoked.of("rehearsal")).getBatchItemFailures();
  }

  @Provide
  Arbitrary<DynamodbStreamRecord> rows() {
    return Arbitraries.randomValue(
        random -> record("broken", random.nextInt(9) == 0 ? "MODIFY" : "INSERT", row(random)));
  }

  @Provide
  Arbitrary<String> retries() {
    return Arbitraries.randomValue(RETRIES::text).map(NotifierFuzzTest::asOfATable);
  }

  @Provide
  Arbitrary<String> events() {
    return Arbitraries.randomValue(EVENTS::text);
  }

  private static Map<String, AttributeValue> row(Random random) {
    var image = new HashMap<>(any(IMAGES, random));
    for (int breaks = random.nextInt(3); breaks >= 0; breaks--) {
      String name = any(List.copyOf(image.keySet()), random);
      switch (random.nextInt(5)) {
        case 0 -> image.remove(name);
        case 1 -> image.put(hostile(random), value(random));
        case 2 -> image.put("message", new AttributeValue(MESSAGES.text(random)));
        case 3 -> image.putAll(any(IMAGES, random));
        default -> image.put(name, value(random));
      }
      if (image.isEmpty()) {
        break;
      }
    }
    return image;
  }

  private static AttributeValue value(Random random) {
    var value = new AttributeValue();
    return switch (random.nextInt(7)) {
      case 0 -> value.withN(any(NUMBERS, random));
      case 1 -> value.withBOOL(random.nextBoolean());
      case 2 -> value.withNULL(true);
      case 3 -> value.withL(List.of(new AttributeValue(hostile(random))));
      case 4 -> value.withM(Map.of(hostile(random), new AttributeValue("x")));
      case 5 -> value.withSS(List.of(hostile(random)));
      default -> value.withS(hostile(random));
    };
  }

  /** An agent's message to Carol that no other has overtaken. */
  private static Map<String, AttributeValue> toCarol(int number) {
    var image = new HashMap<>(IMAGES.getFirst());
    image.put("pk", new AttributeValue("U#" + CAROL.value()));
    image.put(
        "sk", new AttributeValue("log#chat#int-1#mi5abcde1f2e#%012d".formatted(100 + number)));
    return image;
  }

  private static DynamodbStreamRecord record(
      String id, String eventName, Map<String, AttributeValue> image) {
    var record = new DynamodbStreamRecord();
    record.setEventID(id);
    record.setEventName(eventName);
    record.setDynamodb(
        new StreamRecord()
            .withSequenceNumber(id)
            .withStreamViewType(StreamViewType.NEW_IMAGE)
            .withApproximateCreationDateTime(Date.from(Instant.EPOCH))
            .withSizeBytes(1L)
            .withKeys(Map.of())
            .withNewImage(image));
    return record;
  }

  private static SQSEvent messages(String broken, BrokenJson whole) {
    var bodies = new ArrayList<>(whole.texts());
    bodies.addFirst(broken);
    var event = new SQSEvent();
    event.setRecords(bodies.stream().map(body -> message(body, body.equals(broken))).toList());
    return event;
  }

  private static SQSMessage message(String body, boolean broken) {
    String id = broken ? "broken" : "whole-" + body.hashCode();
    var message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle(id);
    message.setAttributes(Map.of("ApproximateReceiveCount", "1"));
    message.setBody(body);
    return message;
  }

  private static String hostile(Random random) {
    return MessageJson.read(asOfATable(HostileValues.text(random)), String.class);
  }

  /** No table holds halves of surrogate pairs, so that neither rows nor what comes of them does. */
  private static String asOfATable(String json) {
    return json.replaceAll("\\\\u[dD][89a-fA-F]\\p{XDigit}{2}", "");
  }

  private static <T> T any(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
