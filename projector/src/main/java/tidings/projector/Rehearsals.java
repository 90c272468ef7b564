package tidings.projector;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import tidings.lambda.Env;
import tidings.lambda.Samples;
import tidings.lambda.StandIn;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.RawJson;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;
import tidings.table.Marks;

/** What this module's functions do before their snapshots are taken. */
final class Rehearsals {
  private static final String CHAT = "/transcript/integration/{integrationId}/user/{userId}";
  private static final int PAGE = 50;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final UserKey USER =
      UserKey.of(StandIn.SECRET.getBytes(StandardCharsets.UTF_8), Samples.USER);

  private Rehearsals() {}

  /** A customer's message comes, and an agent's. */
  static void projector(Env env) {
    var handler = new ProjectorHandler(env);
    var samples = new Samples(env);
    var chat = new Chat(USER, Samples.USER, "rehearsal");
    var heard = new RawJson("{\"id\":\"a-1\",\"type\":\"Text\",\"text\":\"Hello\"}");
    for (Command command :
        List.of(new Command.Post(chat, said()), new Command.Webhook(chat, NOW, heard))) {
      var event = samples.message(USER.value(), MessageJson.write(command));
      if (!samples.handle(handler, event).getBatchItemFailures().isEmpty()) {
        throw new IllegalStateException("the rehearsal of the projector failed");
      }
    }
  }

  /** The app opens the chat, polls on and looks for offers. */
  static void transcript(Env env) {
    var handler = new TranscriptHandler(env);
    var samples = new Samples(env);
    var poll = samples.call("GET " + CHAT, Map.of(), "");
    poll.setQueryStringParameters(Map.of("cursor", new Cursor("rehearsal", 1).text()));
    expect(handler, samples, samples.call("GET " + CHAT, Map.of(), ""), "\"Hello\"");
    expect(handler, samples, poll, "\"count\":0");
    String offers = "GET /notification/integration/{integrationId}/user/{userId}";
    expect(handler, samples, samples.call(offers, Map.of(), ""), "\"notifications\":[]");
  }

  private static void expect(
      TranscriptHandler handler, Samples samples, APIGatewayV2HTTPEvent call, String content) {
    var answer = samples.handle(handler, call);
    if (answer.getStatusCode() != 200 || !answer.getBody().contains(content)) {
      throw new IllegalStateException("the rehearsal ended with " + answer.getStatusCode());
    }
  }

  /** A chat with a page of messages, for the reader. */
  static StandIn.Answers aChat(Env env) {
    Feed feed = Feed.chat(new Samples(env).integrationId("INTEGRATION_IDS"));
    var head = new Head(feed, "rehearsal", 1, 1, Marks.NONE, NOW, NOW);
    var entry = new Entry.Said(1, said(), Delivery.accepted(1), null, 0, NOW);
    return (operation, body) ->
        operation.equals("Query")
            ? Optional.of(
                body.contains(ChatKeys.HEADS_END)
                    ? items(1, head.item())
                    : items(PAGE, entry.item()))
            : Optional.empty();
  }

  private static Message said() {
    var id = new Message.Id("m-1");
    return new Message(id, Message.Author.CUSTOMER, NOW, Message.Text.of("Hello"), null, null);
  }

  /** DynamoDB's answer with so many of this item. */
  private static String items(int count, Map<String, AttributeValue> item) {
    ObjectNode json = MessageJson.mapper().createObjectNode();
    ArrayNode items = json.put("Count", count).putArray("Items");
    for (int i = 0; i < count; i++) {
      ObjectNode attributes = items.addObject();
      attributes.putObject(ChatKeys.SK).put("S", "rehearsal");
      item.forEach(
          (name, value) ->
              attributes
                  .putObject(name)
                  .put(value.n() == null ? "S" : "N", value.n() == null ? value.s() : value.n()));
    }
    return json.toString();
  }
}
