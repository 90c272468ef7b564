package tidings.notifier;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamRecord;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.StreamViewType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tidings.lambda.Env;
import tidings.lambda.Samples;
import tidings.lambda.StandIn;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;

/** What this module's functions do before their snapshots are taken. */
final class Rehearsals {
  private static final String APPLICATION = "arn:aws:sns:us-east-1:000000000000:app/GCM/rehearsal";
  private static final String ENDPOINT = APPLICATION.replace(":app/", ":endpoint/") + "/1";
  private static final Feed FEED = Feed.chat("rehearsal");
  private static final UserKey USER =
      UserKey.of(StandIn.SECRET.getBytes(StandardCharsets.UTF_8), Samples.USER);

  /** Where a phone was told of something later. */
  private static final String OVERTAKEN = "rehearsal#0";

  private Rehearsals() {}

  /** An agent's message is pushed. */
  static void notifier(Env env) {
    var handler = new NotifierHandler(env);
    var answer = new Samples(env).handle(handler, aMessage(now()));
    expect(answer.getBatchItemFailures().isEmpty());
  }

  /** A push is tried again, before and after the phone was told of something later. */
  static void pushRetry(Env env) {
    pushRetry(env, "rehearsal#1");
    pushRetry(env, OVERTAKEN);
  }

  private static void pushRetry(Env env, String position) {
    var said = new Alert.Said(Message.Author.AGENT, null, "Hello");
    var badge = new Badge(1, now());
    var id = new Message.Id("a-1");
    var alert = new Alert(USER, FEED, position, id, Alert.Kind.MESSAGE, badge, said);
    var retry = MessageJson.write(new Retries.Retry("rehearsal", alert));
    var samples = new Samples(env);
    var answer = samples.handle(new PushRetryHandler(env), samples.message(USER.value(), retry));
    expect(answer.getBatchItemFailures().isEmpty());
  }

  /** SNS tells of an endpoint that is no device's any more. */
  static void pushEvents(Env env) {
    var failure = "{\"EventType\":\"DeliveryFailure\",\"EndpointArn\":\"%s\"}".formatted(ENDPOINT);
    var samples = new Samples(env);
    var answer = samples.handle(new PushEventsHandler(env), samples.message(USER.value(), failure));
    expect(answer.getBatchItemFailures().isEmpty());
  }

  /** A phone registers, whether or not this installation has an application for its platform. */
  static void devices(Env env) {
    var variables = new HashMap<>(env.variables());
    variables.put("FCM_APPLICATION_ARN", APPLICATION);
    var samples = new Samples(env);
    String phone = "{\"platform\":\"fcm\",\"token\":\"rehearsal\",\"locale\":\"en\"}";
    var call = samples.call("PUT /devices/user/{userId}/{deviceId}", Map.of(), phone);
    var answer = samples.handle(new DevicesHandler(new Env(variables)), call);
    expect(answer.getStatusCode() == 204);
  }

  private static void expect(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("the rehearsal of the notifier failed");
    }
  }

  /** Old messages are not pushed. */
  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private static DynamodbEvent aMessage(Instant at) {
    var id = new Message.Id("a-1");
    var said = new Message(id, Message.Author.AGENT, at, Message.Text.of("Hello"), null, null);
    var entry = new Entry.Said(1, said, null, new Entry.Alert("message", 1), 1, at);
    var image = new HashMap<String, AttributeValue>();
    entry.item().forEach((name, value) -> image.put(name, heard(value)));
    image.put(ChatKeys.PK, text(ChatKeys.partition(USER)));
    image.put(ChatKeys.SK, text(ChatKeys.log(FEED, "rehearsal", 1)));
    image.put("feed", text(FEED.name()));
    var record = new DynamodbEvent.DynamodbStreamRecord();
    record.setEventName("INSERT");
    record.setDynamodb(
        new StreamRecord()
            .withNewImage(image)
            .withKeys(Map.of())
            .withSequenceNumber("1")
            .withSizeBytes(1L)
            .withStreamViewType(StreamViewType.NEW_IMAGE)
            .withApproximateCreationDateTime(Date.from(at)));
    var event = new DynamodbEvent();
    event.setRecords(List.of(record));
    return event;
  }

  private static AttributeValue text(String text) {
    return new AttributeValue().withS(text);
  }

  private static AttributeValue heard(
      software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
    return value.n() == null ? text(value.s()) : new AttributeValue().withN(value.n());
  }

  /** A user with a phone, whose endpoint is well. */
  static StandIn.Answers aPhone() {
    return (operation, body) ->
        Optional.ofNullable(
            switch (operation) {
              case "Query" -> "{\"Count\":1,\"Items\":[%s]}".formatted(phone());
              case "GetItem" ->
                  body.contains(Device.SORT) ? "{\"Item\":%s}".formatted(phone()) : null;
              case "UpdateItem" ->
                  body.contains("\"%s\"".formatted(OVERTAKEN))
                      ? StandIn.CONDITION_FAILED
                      : "{\"Attributes\":%s}".formatted(phone());
              case "CreatePlatformEndpoint" ->
                  sns(operation, "<EndpointArn>%s</EndpointArn>".formatted(ENDPOINT));
              case "GetEndpointAttributes" ->
                  sns(
                      operation,
                      "<Attributes>%s</Attributes>"
                          .formatted(entry("Enabled", "true") + entry("Token", "rehearsal")));
              case "SetEndpointAttributes" -> sns(operation, "");
              default -> null;
            });
  }

  private static String entry(String key, String value) {
    return "<entry><key>%s</key><value>%s</value></entry>".formatted(key, value);
  }

  private static String sns(String operation, String result) {
    return "<%1$sResponse><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
        .formatted(operation, result);
  }

  private static String phone() {
    var about = new Device.About(Locale.ENGLISH, "");
    var id = new Device.Id(USER, "rehearsal");
    var device = new Device(id, Platform.FCM, "rehearsal", ENDPOINT, about, now(), Told.NOTHING);
    ObjectNode row = MessageJson.mapper().createObjectNode();
    id.key().forEach((name, value) -> row.putObject(name).put("S", value.s()));
    device.registration().forEach((name, value) -> row.putObject(name).put("S", value.s()));
    return row.toString();
  }
}
