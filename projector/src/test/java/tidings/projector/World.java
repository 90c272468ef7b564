package tidings.projector;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.SqsClient;
import tidings.lambda.Bucket;
import tidings.lambda.FifoQueue;
import tidings.lambda.LocalBucket;
import tidings.lambda.MovableClock;
import tidings.lambda.RecordingSqs;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.Parked;
import tidings.message.RawJson;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.LocalDynamo;
import tidings.table.Seen;

/** A projector on a table and queues of its own, and a reader beside it. */
final class World {
  final MovableClock clock = new MovableClock();
  final RecordingSqs sqs = new RecordingSqs();
  final Bucket bucket = LocalBucket.make();
  final String table = LocalDynamo.newTable();
  final Chat chat = new Chat(UserKey.of(new byte[] {7}, "user-1"), "user-1", "integration-1");
  final Projector projector = projector(LocalDynamo.client());
  final Transcript transcript = new Transcript(chats(LocalDynamo.client()), clock, Feed::chat);
  final Transcript offers = new Transcript(chats(LocalDynamo.client()), clock, Feed::offers);

  Projector projector(DynamoDbClient dynamo) {
    return projector(dynamo, sqs);
  }

  Projector projector(DynamoDbClient dynamo, SqsClient queues) {
    var dispatch = new FifoQueue(queues, "dispatch");
    var outbox = new Outbox(dispatch, new FifoQueue(queues, "parking"), clock);
    return new Projector(chats(dynamo), bucket, outbox, clock);
  }

  Chats chats(DynamoDbClient dynamo) {
    return chats(dynamo, Duration.ofDays(30));
  }

  Chats chats(DynamoDbClient dynamo, Duration retention) {
    return new Chats(dynamo, table, clock, retention);
  }

  void project(Command command) {
    project(projector, command);
  }

  void project(String body) {
    project(projector, body);
  }

  void project(Projector other, Command command) {
    project(other, MessageJson.write(command));
  }

  /** The queue got it just now. */
  void project(Projector other, String body) {
    other.project(body, clock.instant(), clock.instant().plusSeconds(10));
  }

  Command.Post post(String id) {
    return post(id, clock.instant());
  }

  Command.Post post(String id, Instant acceptedAt) {
    var message =
        new Message(
            new Message.Id(id),
            Message.Author.CUSTOMER,
            acceptedAt,
            Message.Text.of("customer says " + id),
            null,
            null);
    return new Command.Post(chat, message);
  }

  Command.Webhook agentSays(String id) {
    return webhook(
        """
        {"id":"%s","type":"Text","text":"agent says %s","direction":"Outbound",
         "originatingEntity":"Human","conversationId":"c-1",
         "channel":{"id":"integration-1","to":{"id":"user-1"},"time":"%s"}}
        """
            .formatted(id, id, clock.instant()));
  }

  Command.Offer offer(String id) {
    var offer = new Message.Offer("text", "Ten per cent says " + id, "shop", null);
    var message =
        new Message(new Message.Id(id), Message.Author.SYSTEM, clock.instant(), offer, null, null);
    return new Command.Offer(new Chat(chat.userKey(), chat.userId(), "shop"), message);
  }

  /** The agent sends two files and a link. */
  Command.Webhook agentSendsFiles(String id) {
    return webhook(
        """
        {"id":"%s","type":"Text","text":"See","direction":"Outbound",
         "content":[
          {"contentType":"Attachment","attachment":{"mediaType":"Image","url":"https://g/1",
           "mime":"image/png","filename":"a ö.png"}},
          {"contentType":"Attachment","attachment":{"mediaType":"File","url":"https://g/2"}},
          {"contentType":"Attachment","attachment":{"mediaType":"Link","url":"https://w/3"}}],
         "channel":{"id":"integration-1","to":{"id":"user-1"},"time":"2026-11-20T09:00:00Z"}}
        """
            .formatted(id));
  }

  Command.Copied copied(String id, int item, Content.Stored stored) {
    return new Command.Copied(chat, new Message.Id(id), item, stored);
  }

  /** The page as the app gets it. */
  JsonNode json(Transcript.Page page) {
    return new Rendering(chat, new Links(bucket, Duration.ofMinutes(10)), clock.instant())
        .page(page);
  }

  Command.Webhook receipt(String status, String genesysId, String messageId) {
    return webhook(
        """
        {"id":"%s","type":"Receipt","status":"%s","direction":"Inbound",
         "reasons":[{"code":"RateLimited","message":"Too many."}],
         "channel":{"id":"integration-1","from":{"id":"user-1"},"messageId":"%s"}}
        """
            .formatted(genesysId, status, messageId));
  }

  Command.Webhook webhook(String body) {
    return new Command.Webhook(chat, clock.instant(), new RawJson(body));
  }

  Command.Report sent(String id, String genesysId) {
    return new Command.Report(chat, new Message.Id(id), 1, new Command.Sent(genesysId, "c-1"));
  }

  Command.Report notSent(String id) {
    var failure = new Delivery.Failure("expired", "It took too long.", true, false);
    return new Command.Report(chat, new Message.Id(id), 1, new Command.NotSent(failure));
  }

  /** Everything that is there, as the first page shows it. */
  Transcript.Page page() {
    return transcript.newest(chat, 200);
  }

  List<String> ids() {
    return page().said().stream().map(said -> said.message().id().value()).toList();
  }

  Delivery delivery(String id) {
    return page().said().stream()
        .filter(said -> said.message().id().value().equals(id))
        .findFirst()
        .orElseThrow()
        .delivery();
  }

  /** Puts an entry back as it was. */
  void overwrite(Entry entry) {
    var item = new HashMap<>(entry.item());
    item.putAll(key(entry.seq()));
    LocalDynamo.client().putItem(put -> put.tableName(table).item(item));
  }

  /** Takes an entry away, as its time to live does. */
  void expire(long seq) {
    LocalDynamo.client().deleteItem(delete -> delete.tableName(table).key(key(seq)));
  }

  Map<String, AttributeValue> key(long seq) {
    Feed feed = Feed.chat(chat.integrationId());
    String epoch = page().standing().head().epoch();
    return ChatKeys.key(chat.userKey(), ChatKeys.log(feed, epoch, seq));
  }

  /** What the dispatcher would get. */
  List<Errand.Forward> errands() {
    return errands(Errand.Forward.class);
  }

  /** The files that are to be copied. */
  List<Errand.Fetch> fetches() {
    return errands(Errand.Fetch.class);
  }

  <E extends Errand> List<E> errands(Class<E> kind) {
    return sqs.bodiesSentTo("dispatch").stream()
        .map(body -> MessageJson.read(body, Errand.class))
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** What the devices are told of reads. */
  List<Seen> seen() {
    return seenItems().stream().map(item -> Seen.from(item).orElseThrow()).toList();
  }

  List<Map<String, AttributeValue>> seenItems() {
    var values =
        Map.of(
            ":pk", AttributeValue.fromS(ChatKeys.partition(chat.userKey())),
            ":sk", AttributeValue.fromS("seen#"));
    return LocalDynamo.client()
        .query(
            query ->
                query
                    .tableName(table)
                    .keyConditionExpression("pk = :pk and begins_with(sk, :sk)")
                    .expressionAttributeValues(values))
        .items();
  }

  List<Parked> parked() {
    return sqs.bodiesSentTo("parking").stream()
        .map(body -> MessageJson.read(body, Parked.class))
        .toList();
  }
}
