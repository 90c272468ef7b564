package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import tidings.message.Message;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;
import tidings.table.Marks;

/** Writes messages straight into a running stack's chat table, as the projector writes them. */
final class Rows {
  private static final int BATCH = 25;
  private static final int EACH = 50;
  private static final int WRITERS = 4;
  private static final AttributeValue NEVER = AttributeValue.fromN("4102444800");

  private final DynamoDbClient dynamo;
  private final String table;
  private final Feed feed;

  Rows(Client client) {
    JsonNode aws = client.get("/local/config").json().path("aws");
    var credentials =
        AwsBasicCredentials.create(
            aws.path("accessKeyId").asText(), aws.path("secretAccessKey").asText());
    this.dynamo =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(aws.path("endpoints").path("DYNAMODB").asText()))
            .region(Region.of(aws.path("region").asText()))
            .credentialsProvider(StaticCredentialsProvider.create(credentials))
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    this.table =
        dynamo.listTables().tableNames().stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).contains("chat"))
            .findFirst()
            .orElseThrow();
    this.feed = Feed.chat(client.integrationId());
  }

  /** The heads that are there; to be asked while there are few rows. */
  List<Map<String, AttributeValue>> heads() {
    return dynamo
        .scan(
            scan ->
                scan.tableName(table)
                    .filterExpression("begins_with(sk, :head)")
                    .expressionAttributeValues(Map.of(":head", AttributeValue.fromS("head#"))))
        .items();
  }

  /** Lets an agent have said so many messages in the conversation with this head. */
  void grow(Map<String, AttributeValue> item, long size) {
    Head head = Head.from(item);
    UserKey user = ChatKeys.user(item);
    List<WriteRequest> writes =
        LongStream.rangeClosed(head.seq() + 1, size)
            .mapToObj(seq -> row(user, head.epoch(), seq))
            .toList();
    for (int i = 0; i < writes.size(); i += BATCH) {
      write(writes.subList(i, Math.min(i + BATCH, writes.size())));
    }
    write(List.of(head(user, head.epoch(), size)));
  }

  /**
   * Writes messages of other customers, fifty each.
   *
   * @return how many it were when there were enough or it was time to end
   */
  long others(long count, Instant end) {
    var written = new AtomicLong();
    var next = new AtomicLong();
    try (var threads = Executors.newFixedThreadPool(WRITERS)) {
      for (int i = 0; i < WRITERS; i++) {
        threads.execute(
            () -> {
              while (next.get() * EACH < count && Instant.now().isBefore(end)) {
                written.addAndGet(other(next.getAndIncrement()));
              }
            });
      }
    }
    return written.get();
  }

  private int other(long number) {
    UserKey user = UserKey.of(new byte[] {9}, "other-" + number);
    for (long first = 1; first <= EACH; first += BATCH) {
      write(
          LongStream.range(first, first + BATCH).mapToObj(seq -> row(user, "epoch", seq)).toList());
    }
    write(List.of(head(user, "epoch", EACH)));
    return EACH;
  }

  private void write(List<WriteRequest> writes) {
    var left = dynamo.batchWriteItem(batch -> batch.requestItems(Map.of(table, writes)));
    if (left.hasUnprocessedItems() && !left.unprocessedItems().isEmpty()) {
      throw new IllegalStateException("not all was written");
    }
  }

  private WriteRequest row(UserKey user, String epoch, long seq) {
    Instant now = Instant.now();
    var message =
        new Message(
            new Message.Id("written-" + seq),
            Message.Author.AGENT,
            now,
            Message.Text.of("It will be there tomorrow."),
            null,
            null);
    var item = new HashMap<>(new Entry.Said(seq, message, null, null, seq, now).item());
    item.put("feed", AttributeValue.fromS(feed.name()));
    return put(user, ChatKeys.log(feed, epoch, seq), item);
  }

  private WriteRequest head(UserKey user, String epoch, long seq) {
    var none = Marks.NONE;
    var marks = new Marks(new Marks.Counts(seq, seq, seq, seq), null, none.talk(), none.open());
    var head = new Head(feed, epoch, seq, seq, marks, null, Instant.now());
    return put(user, ChatKeys.head(feed), new HashMap<>(head.item()));
  }

  private static WriteRequest put(
      UserKey user, String sortKey, Map<String, AttributeValue> attributes) {
    attributes.putAll(ChatKeys.key(user, sortKey));
    attributes.put(ChatKeys.TTL, NEVER);
    return WriteRequest.builder().putRequest(put -> put.item(attributes)).build();
  }

  /** What is not there yet of these. */
  static Map<String, AttributeValue> added(
      List<Map<String, AttributeValue>> before, List<Map<String, AttributeValue>> after) {
    var added = new ArrayList<>(after);
    added.removeAll(before);
    return added.getFirst();
  }
}
