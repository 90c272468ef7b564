package tidings.local.lambda;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.Identity;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.Record;

/**
 * Turns records of DynamoDB Local's stream into Lambda's event, and into its JSON for filters.
 *
 * <p>DynamoDB Local 3.3.1 sends what expired under an operation of no known name and without the
 * identity; AWS sends a REMOVE by {@code dynamodb.amazonaws.com}, and so does this.
 */
record StreamRecords(String streamArn, String region) {
  private static final ObjectMapper JSON = new ObjectMapper();

  DynamodbEvent event(List<Record> records) {
    var event = new DynamodbEvent();
    event.setRecords(records.stream().map(this::record).toList());
    return event;
  }

  private DynamodbEvent.DynamodbStreamRecord record(Record record) {
    var change = record.dynamodb();
    var stream = new StreamRecord();
    stream.setApproximateCreationDateTime(Date.from(change.approximateCreationDateTime()));
    stream.setKeys(values(change.keys()));
    if (change.hasNewImage()) {
      stream.setNewImage(values(change.newImage()));
    }
    if (change.hasOldImage()) {
      stream.setOldImage(values(change.oldImage()));
    }
    stream.setSequenceNumber(change.sequenceNumber());
    stream.setSizeBytes(change.sizeBytes());
    stream.setStreamViewType(StreamViewType.fromValue(change.streamViewTypeAsString()));
    var event = new DynamodbEvent.DynamodbStreamRecord();
    event.setEventID(record.eventID());
    event.setEventName(eventName(record));
    event.setEventVersion(record.eventVersion());
    event.setEventSource("aws:dynamodb");
    event.setEventSourceARN(streamArn);
    event.setAwsRegion(region);
    event.setDynamodb(stream);
    if (expired(record)) {
      event.setUserIdentity(
          new Identity().withType("Service").withPrincipalId("dynamodb.amazonaws.com"));
    }
    return event;
  }

  private static boolean expired(Record record) {
    return record.eventName() == OperationType.UNKNOWN_TO_SDK_VERSION
        || (record.userIdentity() != null
            && "dynamodb.amazonaws.com".equals(record.userIdentity().principalId()));
  }

  private static String eventName(Record record) {
    return expired(record) ? "REMOVE" : record.eventNameAsString();
  }

  private static Map<String, AttributeValue> values(
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
    var values = new HashMap<String, AttributeValue>();
    item.forEach((name, value) -> values.put(name, value(value)));
    return values;
  }

  private static AttributeValue value(
      software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
    return switch (value.type()) {
      case S -> new AttributeValue().withS(value.s());
      case N -> new AttributeValue().withN(value.n());
      case B -> new AttributeValue().withB(value.b().asByteBuffer());
      case SS -> new AttributeValue().withSS(value.ss());
      case NS -> new AttributeValue().withNS(value.ns());
      case BS ->
          new AttributeValue().withBS(value.bs().stream().map(SdkBytes::asByteBuffer).toList());
      case M -> new AttributeValue().withM(values(value.m()));
      case L -> new AttributeValue().withL(value.l().stream().map(StreamRecords::value).toList());
      case BOOL -> new AttributeValue().withBOOL(value.bool());
      case NUL, UNKNOWN_TO_SDK_VERSION -> new AttributeValue().withNULL(true);
    };
  }

  /** The record as Lambda's filters see it: numbers are text, as in all of DynamoDB's JSON. */
  JsonNode json(Record record) {
    ObjectNode json = JSON.createObjectNode();
    json.put("eventID", record.eventID());
    json.put("eventName", eventName(record));
    json.put("eventSource", "aws:dynamodb");
    json.put("eventSourceARN", streamArn);
    json.put("awsRegion", region);
    if (expired(record)) {
      json.putObject("userIdentity")
          .put("type", "Service")
          .put("principalId", "dynamodb.amazonaws.com");
    }
    ObjectNode change = json.putObject("dynamodb");
    change.put("SequenceNumber", record.dynamodb().sequenceNumber());
    change.put("StreamViewType", record.dynamodb().streamViewTypeAsString());
    change.set("Keys", json(record.dynamodb().keys()));
    if (record.dynamodb().hasNewImage()) {
      change.set("NewImage", json(record.dynamodb().newImage()));
    }
    if (record.dynamodb().hasOldImage()) {
      change.set("OldImage", json(record.dynamodb().oldImage()));
    }
    return json;
  }

  private static ObjectNode json(
      Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> item) {
    ObjectNode json = JSON.createObjectNode();
    item.forEach((name, value) -> json.set(name, json(value)));
    return json;
  }

  private static JsonNode json(
      software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
    return switch (value.type()) {
      case S -> one("S", value.s());
      case N -> one("N", value.n());
      case B -> one("B", text(value.b()));
      case SS -> one("SS", value.ss());
      case NS -> one("NS", value.ns());
      case BS -> one("BS", value.bs().stream().map(StreamRecords::text).toList());
      case M -> one("M", json(value.m()));
      case L -> one("L", value.l().stream().map(StreamRecords::json).toList());
      case BOOL -> one("BOOL", value.bool());
      case NUL, UNKNOWN_TO_SDK_VERSION -> one("NULL", true);
    };
  }

  private static JsonNode one(String type, Object value) {
    return JSON.createObjectNode().set(type, JSON.valueToTree(value));
  }

  private static String text(SdkBytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.asByteArray());
  }
}
