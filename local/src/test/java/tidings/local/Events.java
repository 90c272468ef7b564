package tidings.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sns.SnsClient;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** What each function of a running stack is called with, in JSON, as Lambda gives it. */
final class Events {
  private static final String USER = "events";
  private static final String PHONE =
      "{\"platform\":\"fcm\",\"token\":\"%s\",\"locale\":\"en\"}".formatted(USER);

  private final Callers callers;
  private final LocalAws aws;
  private final String integrationId;
  private final UserKey userKey;
  private final String webhookSecret;
  private final String apiKey;
  private final AtomicLong number = new AtomicLong();

  Events(Callers callers) {
    this.callers = callers;
    this.aws = LocalAws.of(callers.client());
    this.integrationId = callers.client().integrationId();
    this.userKey = aws.userKey(USER);
    this.webhookSecret = callers.client().config("webhookSecret");
    this.apiKey = callers.client().config("apiKey");
  }

  /** Registers the user's phone, which is told of what agents write. */
  void registerPhone() {
    callers.customer(USER).put("/devices/user/" + USER + "/phone", PHONE);
  }

  /** What SNS and Genesys took, and what the customer can read. */
  String arrived() {
    return arrived("/local/push/sent")
        + arrived("/local/genesys/received")
        + callers.customer(USER).get(callers.chat(USER)).json();
  }

  private String arrived(String path) {
    return callers.client().get(path).json().toString();
  }

  /** Where SNS reaches the phone; making it once more tells its name. */
  private String endpoint() {
    try (var sns = aws.client(SnsClient.builder(), "SNS")) {
      String application = aws.output("PlatformApplicationArns").split(",", -1)[0];
      return sns.createPlatformEndpoint(
              make -> make.platformApplicationArn(application).token(USER))
          .endpointArn();
    }
  }

  /** An event for the function that nothing has seen before; its id begins with the function's. */
  String of(String functionId) {
    String id = functionId + "-" + number.incrementAndGet();
    return switch (functionId) {
      case "WebhookFunction" -> webhook(id);
      case "AppFunction" ->
          call("POST /transcript/integration/{integrationId}/user/{userId}", say(id));
      case "AuthorizerFunction" ->
          "{\"version\":\"2.0\",\"type\":\"REQUEST\",\"headers\":{\"x-api-key\":\"%s\"}}"
              .formatted(apiKey);
      case "ProjectorFunction" -> message(post(id));
      case "TranscriptFunction" ->
          call("GET /transcript/integration/{integrationId}/user/{userId}", "");
      case "DispatcherFunction", "DispatchDeadLetterFunction" -> message(forward(id));
      case "NotifierFunction" -> record(id);
      case "PushRetryFunction" -> message(retry(id));
      case "PushEventsFunction" ->
          message(
              "{\"EventType\":\"DeliveryFailure\",\"EndpointArn\":\"%s\"}".formatted(endpoint()));
      case "DevicesFunction" -> call("PUT /devices/user/{userId}/{deviceId}", PHONE);
      default -> throw new IllegalArgumentException("no event for " + functionId);
    };
  }

  private String say(String id) {
    return "{\"id\":\"%s\",\"text\":\"Hello\"}".formatted(id);
  }

  private String webhook(String id) {
    String body =
        """
        {"id":"%s","type":"Text","text":"Hello","direction":"Outbound","originatingEntity":"Human",
         "channel":{"id":"%s","platform":"Open","type":"Private","to":{"id":"%s","idType":"Opaque"},
          "time":"%s"}}"""
            .formatted(id, integrationId, USER, Instant.now());
    return call("POST /webhook/genesys", body);
  }

  private String call(String route, String body) {
    var jwt = Map.of("claims", Map.of("sub", USER));
    return MessageJson.write(
        Map.of(
            "version", "2.0",
            "routeKey", route,
            "rawPath", route.substring(route.indexOf('/')),
            "headers",
                Map.of("content-type", "application/json", "x-hub-signature-256", signature(body)),
            "requestContext", Map.of("requestId", "events", "authorizer", Map.of("jwt", jwt)),
            "pathParameters",
                Map.of("integrationId", integrationId, "userId", USER, "deviceId", "phone"),
            "body", body));
  }

  private String signature(String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      byte[] secret = webhookSecret.getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
      return "sha256=" + Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String post(String id) {
    return "{\"command\":\"post\",\"chat\":%s,\"message\":%s}".formatted(chat(), said(id));
  }

  private String forward(String id) {
    return "{\"errand\":\"forward\",\"chat\":%s,\"message\":%s,\"attempt\":1}"
        .formatted(chat(), said(id));
  }

  private String chat() {
    return "{\"userKey\":\"%s\",\"userId\":\"%s\",\"integrationId\":\"%s\"}"
        .formatted(userKey.value(), USER, integrationId);
  }

  private static String said(String id) {
    return """
        {"id":"%s","author":"CUSTOMER","at":"%s","body":{"type":"Text","text":"Hello"}}\
        """
        .formatted(id, Instant.now());
  }

  /** The phone was told of something later meanwhile, and is owed this. */
  private String retry(String id) {
    String feed = "chat#" + integrationId;
    String position = "000000000000#%012d".formatted(number.get());
    owe(feed, position);
    return """
        {"device":"phone","notice":{"notice":"alert","user":"%s","feed":{"name":"%s"},
         "position":"%s","message":"%s","kind":"MESSAGE",
         "badge":{"count":1,"at":"%s"},"said":{"author":"AGENT","text":"Hello"}}}"""
        .formatted(userKey.value(), feed, position, id, Instant.now());
  }

  private void owe(String feed, String position) {
    var key =
        Map.of(
            "pk", AttributeValue.fromS("U#" + userKey.value()),
            "sk", AttributeValue.fromS("device#phone"));
    var values =
        Map.of(
            ":position", AttributeValue.fromS(position),
            ":place", AttributeValue.fromSs(List.of(feed + "#" + position)));
    try (var dynamo = aws.client(DynamoDbClient.builder(), "DYNAMODB")) {
      dynamo.updateItem(
          update ->
              update
                  .tableName(aws.output("DeviceTableName"))
                  .key(key)
                  .updateExpression("set #upTo = if_not_exists(#upTo, :position) add owed :place")
                  .conditionExpression("attribute_exists(pk)")
                  .expressionAttributeNames(Map.of("#upTo", "told#" + feed))
                  .expressionAttributeValues(values));
    }
  }

  private String message(String body) {
    return MessageJson.write(
        Map.of(
            "Records",
            new Object[] {
              Map.of(
                  "messageId", "events",
                  "receiptHandle", "events",
                  "body", body,
                  "attributes",
                      Map.of(
                          "MessageGroupId", userKey.value(),
                          "ApproximateReceiveCount", "1",
                          "SentTimestamp", Long.toString(Instant.now().toEpochMilli()),
                          "ApproximateFirstReceiveTimestamp",
                              Long.toString(Instant.now().toEpochMilli())),
                  "eventSource", "aws:sqs")
            }));
  }

  /** A row of the chat table as its stream tells it: an agent has said something, the latest. */
  private String record(String id) {
    String said =
        """
        {"id":"%s","author":"AGENT","at":"%s","body":{"type":"Text","text":"Hello"}}"""
            .formatted(id, Instant.now());
    var sort = "log#chat#%s#zzzzzzzzzzzz#%012d".formatted(integrationId, number.get());
    var image =
        new TreeMap<>(
            Map.of(
                "pk", Map.of("S", "U#" + userKey.value()),
                "sk", Map.of("S", sort),
                "feed", Map.of("S", "chat#" + integrationId),
                "kind", Map.of("S", "message"),
                "seq", Map.of("N", "7"),
                "storedAt", Map.of("S", Instant.now().toString()),
                "id", Map.of("S", id),
                "message", Map.of("S", said),
                "alert", Map.of("S", "message"),
                "badge", Map.of("N", "3")));
    image.put("said", Map.of("N", "7"));
    return MessageJson.write(
        Map.of(
            "Records",
            new Object[] {
              Map.of(
                  "eventID",
                  id,
                  "eventName",
                  "INSERT",
                  "eventSource",
                  "aws:dynamodb",
                  "dynamodb",
                  Map.of(
                      "ApproximateCreationDateTime",
                      Instant.now().getEpochSecond(),
                      "Keys",
                      Map.of("pk", image.get("pk"), "sk", image.get("sk")),
                      "NewImage",
                      image,
                      "SequenceNumber",
                      "100",
                      "StreamViewType",
                      "NEW_IMAGE"))
            }));
  }
}
