package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.model.S3Object;
import tidings.message.MessageJson;
import tidings.table.Attributes;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Erasure;
import tidings.table.Feed;
import tidings.table.Head;
import tidings.table.Marks;

/**
 * What is kept of a customer, in the form in which it is handed over.
 *
 * @param erasure what it has made void is left out, though it may still lie there
 */
record Exported(Optional<Erasure> erasure) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** The rows that are messages; the others count, mark and number them. */
  Stream<ObjectNode> messages(Stream<Map<String, AttributeValue>> rows) {
    return rows.flatMap(row -> message(row).stream());
  }

  private Optional<ObjectNode> message(Map<String, AttributeValue> row) {
    String[] key = ChatKeys.sortKey(row).split("#", -1);
    var feed = new Feed(key[1] + "#" + key[2]);
    if (isVoid(feed, key[3]) || !(Entry.from(row) instanceof Entry.Said said)) {
      return Optional.empty();
    }
    ObjectNode json = ofFeed(feed).put("seq", said.seq());
    json.set("message", tree(said.message()));
    put(json, "delivery", said.delivery());
    put(json, "acknowledgedAt", said.acknowledgedAt());
    return Optional.of(json);
  }

  private static ObjectNode ofFeed(Feed feed) {
    String kind = feed.name().substring(0, feed.name().indexOf('#'));
    return NODES.objectNode().put("feed", kind).put("integrationId", feed.integrationId());
  }

  /** How far the customer has read. */
  Stream<ObjectNode> conversations(Stream<Map<String, AttributeValue>> heads) {
    return heads
        .map(Head::from)
        .filter(head -> !isVoid(head.feed(), head.epoch()))
        .map(Exported::read);
  }

  private static ObjectNode read(Head head) {
    Marks marks = head.marks();
    ObjectNode json = ofFeed(head.feed()).put("entries", head.seq());
    json.put("agentsMessages", marks.said()).put("read", marks.read());
    json.put("fetchedUpTo", marks.fetched()).put("changedAt", head.changedAt().toString());
    put(json, "genesysConversationId", marks.talk().id());
    return json;
  }

  private boolean isVoid(Feed feed, String epoch) {
    return erasure.filter(it -> epoch.equals(it.gone().get(feed))).isPresent();
  }

  /** What was told to Genesys, and how that ended. */
  Stream<ObjectNode> notes(Stream<Map<String, AttributeValue>> ledger) {
    return ledger
        .map(Attributes::new)
        .filter(note -> isLater(note.instant("at")))
        .map(
            note -> {
              ObjectNode json = NODES.objectNode().put("what", note.text("sk"));
              json.put("at", note.text("at"));
              note.optionalText("outcome").ifPresent(end -> json.set("outcome", parsed(end)));
              note.optionalText("genesysCorrelationId")
                  .ifPresent(id -> json.put("genesysCorrelationId", id));
              return json;
            });
  }

  Stream<JsonNode> parked(Stream<ParkedMessage> messages) {
    return messages.filter(message -> isLater(message.since())).map(ParkedMessage::body);
  }

  Stream<S3Object> files(Stream<S3Object> files) {
    return files.filter(file -> isLater(file.lastModified()));
  }

  private boolean isLater(Instant at) {
    return erasure.map(it -> at.isAfter(it.at())).orElse(true);
  }

  Stream<ObjectNode> devices(Stream<Map<String, AttributeValue>> devices) {
    return devices
        .map(Attributes::new)
        .map(
            device -> {
              ObjectNode json = NODES.objectNode();
              json.put("device", device.text("sk").substring("device#".length()));
              for (String name : List.of("platform", "locale", "appVersion", "lastSeen")) {
                json.put(name, device.text(name));
              }
              return json;
            });
  }

  private static void put(ObjectNode json, String name, @Nullable Object value) {
    if (value != null) {
      json.set(name, tree(value));
    }
  }

  private static JsonNode tree(Object value) {
    return parsed(MessageJson.write(value));
  }

  private static JsonNode parsed(String json) {
    return MessageJson.read(json, JsonNode.class);
  }
}
