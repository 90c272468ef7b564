package tidings.notifier;

import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.transformers.v2.DynamodbEventTransformer;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.Record;
import tidings.message.Message;
import tidings.table.Feed;

/** Alerts to Alice, and the changes of the chat table that ask for them. */
final class Alerts {
  static final Notice.Place PLACE = place(7);
  static final Instant AT = Instant.parse("2026-11-20T08:59:58Z");

  private Alerts() {}

  static Notice.Place place(long seq) {
    return new Notice.Place("chat#int-1", position(seq));
  }

  private static String position(long seq) {
    return "mi5abcde1f2e#%012d".formatted(seq);
  }

  /** An agent's message of two seconds ago. */
  static Alert message(String sender, String text) {
    return message(7, new Alert.Said(Message.Author.AGENT, sender, text));
  }

  static Alert message(long seq, Alert.Said said) {
    return new Alert(
        Phones.ALICE,
        Feed.chat("int-1"),
        position(seq),
        new Message.Id("m-" + seq),
        Alert.Kind.MESSAGE,
        new Badge(3, AT),
        said);
  }

  static Alert offer(long seq) {
    return new Alert(
        Phones.ALICE,
        new Feed("offers#shop"),
        position(seq),
        new Message.Id("o-" + seq),
        Alert.Kind.OFFER,
        new Badge(5, AT),
        new Alert.Said(Message.Author.SYSTEM, null, "20 % off"));
  }

  static DynamodbEvent event(String name) {
    return EventLoader.loadDynamoDbEvent("events/" + name + ".json");
  }

  static List<Record> changes(String name) {
    return DynamodbEventTransformer.toRecordsV2(event(name));
  }
}
