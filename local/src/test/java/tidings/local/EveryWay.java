package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.FifoQueue;

/** Sends what must not be seen along every way through a stack. */
final class EveryWay {
  static final String USER = "rana.private@example.org";

  /** In every text, name, token and signature that is sent. */
  static final String PRIVATE = "xprivatex";

  private static final String TOKEN = PRIVATE + "-push-token";

  private static final byte[] PHOTO =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Callers callers;
  private final Client client;
  private final JsonNode config;
  private final Caller customer;
  private final String chat;

  EveryWay(URI stack) {
    callers = Callers.of(stack);
    client = callers.client();
    config = client.get("/local/config").json();
    customer = callers.customer(USER);
    chat = callers.chat(USER);
  }

  /** The credentials of the run, as far as they are not in the stack's folder. */
  List<String> credentials() {
    return List.of(
        linkId(),
        customer.headers().get("authorization").substring("Bearer ".length()),
        client.config("webhookSecret"),
        client.config("apiKey"));
  }

  /** Returns the id of the request that sent the message. */
  String say(String id) {
    String body =
        """
        {"id":"%s","text":"%s %s","from":{"nickname":"%s"}}\
        """
            .formatted(id, PRIVATE, id, PRIVATE);
    return customer.post(chat, body).headers().getOrDefault("x-request-id", "none");
  }

  /** What goes well, and what is refused at the door. */
  void requests() throws Exception {
    registerPhone();
    callers.agentSays(USER, PRIVATE);
    client.post(
        "/local/genesys/typing",
        "{\"integrationId\":\"%s\",\"userId\":\"%s\"}".formatted(client.integrationId(), USER));
    customer.post(chat, "{\"text\":\"" + PRIVATE + "\",\"attachment\":{\"uploadId\":\"x\"}}");
    customer.post(chat, "{\"text\":\"" + PRIVATE);
    customer.post(chat + "/typing", "");
    callers.customer("somebody." + PRIVATE).get(chat);
    callers.anybody().with("authorization", "Bearer " + PRIVATE).get(chat);
    String offers = callers.offers(USER);
    callers
        .service()
        .post(
            offers,
            "{\"id\":\"o-1\",\"type\":\"text\",\"content\":\"%s\",\"fromId\":\"%s\"}"
                .formatted(PRIVATE, PRIVATE));
    callers.anybody().with("x-api-key", PRIVATE).post(offers, "{}");
    callers
        .service()
        .post(
            offers
                .replace("notification", "agentless")
                .replace(callers.offerIntegrationId(), client.integrationId()),
            "{\"text\":\"" + PRIVATE + "\"}");
    file();
  }

  private void file() throws Exception {
    String hash =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(PHOTO));
    JsonNode slot =
        customer
            .post(
                chat.replace("transcript", "uploads"),
                "{\"mime\":\"image/png\",\"bytes\":%d,\"sha256\":\"%s\",\"filename\":\"%s.png\"}"
                    .formatted(PHOTO.length, hash, PRIVATE))
            .json();
    var put =
        HttpRequest.newBuilder(URI.create(slot.path("url").asText()))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(PHOTO));
    slot.path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
    http.send(put.build(), HttpResponse.BodyHandlers.discarding());
    customer.post(
        chat, "{\"fileString\":\"%s\"}".formatted(Base64.getEncoder().encodeToString(PHOTO)));
    customer.post(
        chat,
        "{\"id\":\"m-file\",\"attachment\":{\"uploadId\":\"%s\"}}"
            .formatted(slot.path("uploadId").asText()));
  }

  /** Webhooks, signed and not, with a file, and with what nobody understands. */
  void webhooks() throws Exception {
    webhook("{\"id\":\"w-0\",\"text\":\"" + PRIVATE + "\"}", "sha256=" + PRIVATE);
    signed(PRIVATE + " is no JSON");
    client.post("/demoopenmessagewebhook", "{\"text\":\"" + PRIVATE + "\"}");
    signed(body("w-1", "Unheard", ""));
    signed(body("w-3", "Event", ""));
    signed(
        body(
            "w-2",
            "Text",
            """
            ,"content":[{"contentType":"Attachment","attachment":{"mediaType":"Image",
             "url":"%s/api/v2/downloads/%s.png","mime":"image/png","filename":"%s.png"}}]
            """
                .formatted(config.path("genesysUrl").asText(), PRIVATE, PRIVATE)));
  }

  private String body(String id, String type, String more) {
    return """
        {"id":"%s","type":"%s","text":"%s","direction":"Outbound","originatingEntity":"Human"%s,
         "channel":{"id":"%s","platform":"Open","type":"Private","to":{"id":"%s","idType":"Opaque"},
          "time":"%s"}}
        """
        .formatted(id, type, PRIVATE, more, client.integrationId(), USER, Instant.EPOCH);
  }

  private void signed(String body) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    byte[] secret = client.config("webhookSecret").getBytes(StandardCharsets.UTF_8);
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    byte[] signature = mac.doFinal(body.getBytes(StandardCharsets.UTF_8));
    webhook(body, "sha256=" + Base64.getEncoder().encodeToString(signature));
  }

  private void webhook(String body, String signature) {
    client.webhook(body.getBytes(StandardCharsets.UTF_8), signature);
  }

  /** Genesys fails the messages with these ids in every way. */
  void badDaysOfGenesys() {
    String[] faults = {
      "400", "{\"status\":400,\"messageId\":\"m-400\"}",
      "500", "{\"status\":500,\"messageId\":\"m-500\",\"count\":3}",
      "429", "{\"status\":429,\"messageId\":\"m-429\"}",
      "503", "{\"status\":503,\"messageId\":\"m-503\",\"count\":3}",
      "cut", "{\"status\":0,\"messageId\":\"m-cut\"}"
    };
    for (int i = 0; i < faults.length; i += 2) {
      client.post("/local/genesys/faults", faults[i + 1]);
      say("m-" + faults[i]);
    }
  }

  /** Genesys takes neither the token nor the login. */
  void refusedLogin() {
    client.post("/local/genesys/faults", "{\"path\":\"/inbound/open/message\",\"status\":401}");
    client.post("/local/genesys/faults", "{\"path\":\"/oauth/token\",\"status\":401}");
    say("m-401");
  }

  /** SNS answers the next pushes so, each of them once. */
  void push(String... faults) {
    for (String fault : faults) {
      client.post("/local/push/faults", "{\"kind\":\"" + fault + "\",\"count\":1}");
    }
    callers.agentSays(USER, PRIVATE);
  }

  void registerPhone() {
    customer.put(
        "/devices/user/" + USER + "/phone",
        "{\"platform\":\"fcm\",\"token\":\"%s\",\"locale\":\"en\"}".formatted(TOKEN));
  }

  /** SNS loses the phone; making it once more tells its name. */
  void losePhone() {
    var aws = LocalAws.of(client);
    try (var sns = aws.client(SnsClient.builder(), "SNS")) {
      String application = aws.output("PlatformApplicationArns").split(",", -1)[0];
      var phone =
          sns.createPlatformEndpoint(make -> make.platformApplicationArn(application).token(TOKEN));
      sns.deleteEndpoint(delete -> delete.endpointArn(phone.endpointArn()));
    }
  }

  void deadPhone() {
    client.post("/local/push/tokens/" + TOKEN, "{\"enabled\":false}");
    callers.agentSays(USER, PRIVATE);
  }

  /** What comes again after SQS has forgotten it, what cannot be read, and the end of all. */
  void queues(String userKey) {
    var aws = LocalAws.of(client);
    try (var sqs = aws.client(SqsClient.builder(), "SQS")) {
      String transcript = aws.output("TranscriptQueueUrl");
      var queue = new FifoQueue(sqs, transcript);
      String chatJson =
          "{\"userKey\":\"%s\",\"userId\":\"%s\",\"integrationId\":\"%s\"}"
              .formatted(userKey, USER, client.integrationId());
      queue.send(
          userKey,
          List.of("again"),
          """
          {"command":"post","chat":%s,"message":{"id":"m-1","author":"CUSTOMER","at":"%s",\
          "body":{"type":"Text","text":"%s"}}}\
          """
              .formatted(chatJson, Instant.EPOCH, PRIVATE));
      queue.send(userKey, List.of("garbage"), "{\"command\":\"" + PRIVATE + "\"}");
      for (String other : List.of("push-events", "push-retries")) {
        sqs.sendMessage(
            send ->
                send.queueUrl(transcript.replace("transcript.fifo", other))
                    .messageBody("{\"text\":\"" + PRIVATE + "\"}"));
      }
      String errand =
          """
          {"errand":"forward","chat":%s,"message":{"id":"m-again","author":"CUSTOMER","at":"%s",\
          "body":{"type":"Text","text":"%s"}},"attempt":1}\
          """
              .formatted(chatJson, Instant.EPOCH, PRIVATE);
      for (String other : List.of("dispatch.fifo", "dispatch-dead-letters.fifo")) {
        var errands = new FifoQueue(sqs, transcript.replace("transcript.fifo", other));
        errands.send(userKey, List.of("once"), errand);
        errands.send(userKey, List.of("twice"), errand);
      }
      queue.send(
          userKey,
          List.of("erase"),
          "{\"command\":\"erase\",\"user\":\"%s\",\"at\":\"%s\"}"
              .formatted(userKey, Instant.parse("2099-01-01T00:00:00Z")));
    }
  }

  /** Whoever knows it reads the customer's file. */
  String linkId() {
    for (JsonNode call : client.get("/local/genesys/received").json()) {
      String url = call.at("/body/content/0/attachment/url").asText();
      if (url.contains("/m/")) {
        return url.substring(url.lastIndexOf('/') + 1);
      }
    }
    throw new AssertionError("Genesys got no file");
  }

  /** What the app reads, that it has read it, and what it ends. */
  void polls() {
    JsonNode page = customer.get(chat).json();
    customer.get(chat + "?cursor=" + page.path("cursor").asText());
    customer.put(chat + "/read", "{\"upTo\":1}");
    customer.post(chat + "/messages/m-400/retry", "");
    customer.get(callers.offers(USER));
    customer.put(callers.offers(USER), "{\"id\":\"o-1\",\"acknowledged\":true}");
    callers.service().post("/conversations/some-id/ended", "{\"by\":\"agent\"}");
    String link = "/m/" + linkId();
    callers.anybody().get(link);
    callers.anybody().call("HEAD", link, "");
    customer.post(chat + "/end", "");
    customer.call("DELETE", "/devices/user/" + USER + "/phone", "");
  }
}
