package tidings.ingest;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tidings.lambda.Bucket;
import tidings.lambda.FifoQueue;
import tidings.lambda.FixedSecrets;
import tidings.lambda.Invoked;
import tidings.lambda.LocalBucket;
import tidings.lambda.MovableClock;
import tidings.lambda.RecordingSqs;
import tidings.lambda.Secrets;
import tidings.message.Command;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.UserKey;

/** The app's routes on a bucket and a queue of their own. */
final class World {
  /** A picture of one pixel. */
  static final byte[] PNG =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU"
                  + "5ErkJggg==");

  static final String INSTALLATION = "installation key";
  static final UserKey USER_1 =
      UserKey.of(INSTALLATION.getBytes(java.nio.charset.StandardCharsets.UTF_8), "user-1");
  private static final String USER_PATH = "/integration/{integrationId}/user/{userId}";

  final MovableClock clock = new MovableClock();
  final RecordingSqs sqs = new RecordingSqs();
  final Bucket bucket;
  private final AppHandler handler;

  World() {
    this(LocalBucket.make());
  }

  World(Bucket bucket) {
    this.bucket = bucket;
    this.handler = handler(Set.of(FileType.values()));
  }

  AppHandler handler(Set<FileType> types) {
    var manager = new FixedSecrets().with("installation", "{\"key\":\"" + INSTALLATION + "\"}");
    var queue = new TranscriptQueue(new FifoQueue(sqs, "transcript"));
    var uploads = new Uploads(bucket, types, clock, UUID::randomUUID);
    return new AppHandler(
        new AppHandler.Wiring(
            new Messages(queue, clock, () -> new Message.Id("made-1"), uploads),
            new Conversations(queue, clock),
            new Announcements(queue, clock, () -> new Message.Id("made-1")),
            uploads,
            new Media(bucket, Optional.empty(), clock, () -> "link-1"),
            new Paths(
                new Installation(new Secrets(manager, clock), "installation"),
                Set.of("integration-1"),
                Set.of("offers-1"),
                "sub")));
  }

  APIGatewayV2HTTPResponse post(String body) {
    return post("user-1", body);
  }

  APIGatewayV2HTTPResponse post(String userId, String body) {
    return handler.handleRequest(
        event("POST /transcript" + USER_PATH, path(userId), body), Invoked.of("AFunction"));
  }

  APIGatewayV2HTTPResponse openUpload(String body) {
    return call("POST /uploads" + USER_PATH, path("user-1"), body);
  }

  APIGatewayV2HTTPResponse call(String route, Map<String, String> path, String body) {
    return handler.handleRequest(event(route, path, body), Invoked.of("AFunction"));
  }

  static Map<String, String> path(String userId) {
    return Map.of("integrationId", "integration-1", "userId", userId);
  }

  /** An event of the gateway whose token names the user of the path. */
  static APIGatewayV2HTTPEvent event(String route, Map<String, String> path, String body) {
    APIGatewayV2HTTPEvent event = EventLoader.loadApiGatewayHttpEvent("events/post-message.json");
    event.setRouteKey(route);
    event.setPathParameters(path);
    event.setBody(body);
    event.getRequestContext().setDomainName("api.example.com");
    event
        .getRequestContext()
        .getAuthorizer()
        .getJwt()
        .setClaims(Map.of("sub", path.getOrDefault("userId", "nobody")));
    return event;
  }

  /** The first command that was enqueued. */
  Command enqueued() {
    return MessageJson.read(sqs.sent().getFirst().messageBody(), Command.class);
  }

  /** The only message that was accepted. */
  Message accepted() {
    return MessageJson.read(sqs.sent().getFirst().messageBody(), Command.Post.class).message();
  }

  static JsonNode json(APIGatewayV2HTTPResponse answer) {
    return MessageJson.read(answer.getBody(), JsonNode.class);
  }

  /** What anybody gets at this address. */
  static byte[] read(String address) {
    try (InputStream in = URI.create(address).toURL().openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
