package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static tidings.local.genesys.Caller.INTEGRATION;
import static tidings.local.genesys.Caller.MESSAGE;
import static tidings.local.genesys.Caller.messages;
import static tidings.local.genesys.ChecksTest.example;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.genesys.Caller.Reply;

class GenesysSimulatorTest {
  @TempDir private Path folder;

  @Test
  void anAcceptedMessageIsAnsweredAsGenesysCompletesIt() throws Exception {
    try (var org = Organisation.open()) {
      JsonNode message = example(Operation.MESSAGE);

      Reply reply = org.caller.post(MESSAGE + "?prefetchConversationId=true", message);

      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.json().get("id").asText()).matches("[0-9a-f]{32}");
      assertThat(reply.json().get("conversationId").asText()).hasSize(36);
      assertThat(reply.json().at("/channel/from")).isEqualTo(message.at("/channel/from"));
      assertThat(reply.json().at("/channel/to/id").asText()).isEqualTo(INTEGRATION);
      assertThat(reply.json().at("/content/0/contentType").asText()).isEqualTo("Attachment");
      assertThat(reply.header("ININ-Correlation-Id")).isNotBlank();
      assertThat(reply.header("inin-ratelimit-count")).isEqualTo("1");
      assertThat(reply.header("inin-ratelimit-allowed")).isEqualTo("300");
      assertThat(reply.header("inin-ratelimit-reset")).isEqualTo("60");
    }
  }

  @Test
  void withoutPrefetchThereIsNoConversationIdInTheReply() throws Exception {
    try (var org = Organisation.open()) {
      assertThat(org.caller.post(MESSAGE, example(Operation.MESSAGE)).json().has("conversationId"))
          .isFalse();
    }
  }

  @Test
  void agentsPicturesCanBeFetchedUnlessToldOtherwise() throws Exception {
    try (var org = Organisation.open()) {
      assertThat(org.caller.get("/api/v2/downloads/a.png").header("content-type"))
          .isEqualTo("image/png");

      org.fault("{\"status\":404}");
      assertThat(org.caller.get("/api/v2/downloads/a.png").status()).isEqualTo(404);
    }
  }

  @Test
  void theReceiptHasTheShapeOfTheFixture() throws Exception {
    try (var org = Organisation.open()) {
      String id = org.caller.post(MESSAGE, message("hej")).json().get("id").asText();

      ObjectNode expected = fixture("15-receipt-published-inbound");
      assertThat(org.hook.next().json()).isEqualTo(expected.put("id", id));
    }
  }

  @Test
  void theSameMessagePostedTwiceIsTwoMessages() throws Exception {
    try (var org = Organisation.open()) {
      String first = org.caller.post(MESSAGE, message("hej")).json().get("id").asText();
      String second = org.caller.post(MESSAGE, message("hej")).json().get("id").asText();

      assertThat(second).isNotEqualTo(first);
      assertThat(org.hook.next().json().get("id").asText()).isEqualTo(first);
      assertThat(org.hook.next().json().get("id").asText()).isEqualTo(second);
    }
  }

  @Test
  void theOtherCallsAreAccepted() throws Exception {
    try (var org = Organisation.open()) {
      String open = messages(INTEGRATION + "/inbound/open/");

      Reply event = org.caller.post(open + "event", example(Operation.EVENT));
      Reply receipt = org.caller.post(open + "receipt", example(Operation.RECEIPT));
      Reply tap = org.caller.post(open + "structured/response", example(Operation.STRUCTURED));

      assertThat(event.json().get("type").asText()).isEqualTo("Event");
      assertThat(receipt.json().get("status").asText()).isEqualTo("Failed");
      assertThat(tap.json().at("/buttonResponse/payload").asText()).isEqualTo("track_order");
      assertThat(org.hook.next().json().at("/channel/messageId").asText())
          .isEqualTo("app-msg-01JD3NF2");
    }
  }

  @Test
  void anAgentlessTextComesBackByWebhook() throws Exception {
    try (var org = Organisation.open()) {
      Reply reply = org.caller.post(messages("agentless"), example(Operation.AGENTLESS));

      JsonNode webhook = org.hook.next().json();
      assertThat(reply.json().get("messengerType").asText()).isEqualTo("open");
      assertThat(webhook.get("id")).isEqualTo(reply.json().get("id"));
      assertThat(webhook.get("conversationId")).isEqualTo(reply.json().get("conversationId"));
      assertThat(webhook.get("text").asText()).isEqualTo("Your parcel arrives today.");
      assertThat(webhook.has("originatingEntity")).isFalse();
    }
  }

  @Test
  void aDisconnectedConversationIsFollowedByAnother() throws Exception {
    try (var org = Organisation.open()) {
      String path = MESSAGE + "?prefetchConversationId=true";
      String id = org.caller.post(path, message("1")).json().get("conversationId").asText();

      Reply disconnected = org.caller.disconnect(id);

      Reply next = org.caller.post(path, message("2"));
      assertThat(disconnected.status()).isEqualTo(200);
      assertThat(next.json().get("conversationId").asText()).isNotEqualTo(id);
      assertThat(org.caller.disconnect("nobody").status()).isEqualTo(404);
    }
  }

  @Test
  void aBrokenBodyIsRefusedInGenesysWords() throws Exception {
    try (var org = Organisation.open()) {
      Reply reply = org.caller.post(MESSAGE, message("").toString());

      assertThat(reply.status()).isEqualTo(400);
      assertThat(new TreeSet<>(reply.json().propertyStream().map(p -> p.getKey()).toList()))
          .containsExactly(
              "code", "contextId", "details", "errors", "message", "messageParams", "status");
      assertThat(reply.json().get("contextId").asText())
          .isEqualTo(reply.header("ININ-Correlation-Id"));
      assertThat(org.genesys.pendingWebhooks()).isZero();
    }
  }

  @Test
  void whatIsNotACallIsTurnedAwayAtTheGate() throws Exception {
    try (var org = Organisation.open()) {
      var caller = org.caller;

      assertThat(caller.post(MESSAGE, "{torn").json().get("code").asText())
          .isEqualTo("bad.request");
      assertThat(caller.post(MESSAGE, message("x"), "text/plain").status()).isEqualTo(415);
      assertThat(caller.post(MESSAGE, message("x".repeat(10_000))).status()).isEqualTo(413);
      assertThat(caller.post("/api/v2/else", message("x")).status()).isEqualTo(404);
      assertThat(caller.post(messages("other/inbound/open/message"), message("x")).status())
          .isEqualTo(404);
    }
  }

  @Test
  void aTokenIsAskedForAndExpires() throws Exception {
    try (var org = Organisation.open();
        var stranger = new Caller(org.genesys.uri())) {
      Reply without = stranger.post(MESSAGE, message("x"));
      org.clock.pass(Duration.ofHours(1));
      Reply late = org.caller.post(MESSAGE, message("x"));

      assertThat(without.status()).isEqualTo(401);
      assertThat(without.json().get("code").asText()).isEqualTo("authentication.required");
      assertThat(late.status()).isEqualTo(401);
      assertThat(late.json().get("code").asText()).isEqualTo("credentials.expired");
    }
  }

  @Test
  void overTheLimitIsTooManyRequests() throws Exception {
    try (var org = Organisation.allowing(1)) {
      org.caller.post(MESSAGE, message("1"));

      Reply reply = org.caller.post(MESSAGE, message("2"));

      assertThat(reply.status()).isEqualTo(429);
      assertThat(reply.header("Retry-After")).isEqualTo("60");
      assertThat(reply.json().get("code").asText()).isEqualTo("too.many.requests");
      assertThat(reply.json().at("/limit/value").asInt()).isEqualTo(1);
    }
  }

  @Test
  void anAgentsTextAndTypingHaveTheShapesOfTheFixtures() throws Exception {
    try (var org = Organisation.open()) {
      String text = org.genesys.say(INTEGRATION, "member-000421", "Hello");
      String typing = org.genesys.typing(INTEGRATION, "member-000421");

      JsonNode said = org.hook.next().json();
      JsonNode typed = org.hook.next().json();
      assertThat(said).isEqualTo(like("01-text-agent", said, text).put("text", "Hello"));
      assertThat(typed).isEqualTo(like("13-event-typing-on", typed, typing));
    }
  }

  @Test
  void aBodyIsPostedAsItIs() throws Exception {
    try (var org = Organisation.open()) {
      ObjectNode body = fixture("15-receipt-published-inbound");

      assertThat(org.genesys.send(body)).isEqualTo("7456fd4fd7a8f528eec266fbb5f64a63");
      assertThat(org.hook.next().json()).isEqualTo(body);
    }
  }

  @Test
  void nobodySpeaksForAnIntegrationThatIsNotThere() throws Exception {
    try (var org = Organisation.open()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> org.genesys.say("nowhere", "u", "x"))
          .withMessage("no integration nowhere");
    }
  }

  @Test
  void everyRequestIsRememberedAlsoByTheNextProcess() throws Exception {
    List<Received> before;
    try (var org = Organisation.in(folder)) {
      org.caller.post(MESSAGE, message("hej"));
      before = org.genesys.received();

      // Opened while the first still runs: nothing is written on closing.
      try (var next = Organisation.in(folder)) {
        assertThat(next.genesys.received()).startsWith(before.toArray(Received[]::new));
      }
    }
    assertThat(before).extracting(Received::path).containsExactly(Tokens.PATH, MESSAGE);
    assertThat(before).extracting(Received::status).containsExactly(200, 200);
    assertThat(before.getLast().body()).isEqualTo(message("hej"));
  }

  static ObjectNode message(String text) throws Exception {
    ObjectNode message = example(Operation.MESSAGE);
    message.remove(List.of("content", "metadata"));
    ((ObjectNode) message.get("channel")).remove("metadata");
    return message.put("text", text);
  }

  private static ObjectNode fixture(String name) throws Exception {
    var json = GenesysSimulatorTest.class.getResourceAsStream(name + ".json");
    return (ObjectNode) new ObjectMapper().readTree(json);
  }

  /** The fixture with this id, and with the conversation and nickname of the actual body. */
  private static ObjectNode like(String name, JsonNode actual, String id) throws Exception {
    ObjectNode expected = fixture(name).put("id", id);
    ObjectNode channel = (ObjectNode) expected.get("channel");
    channel.put("messageId", id).put("time", "2026-11-20T09:15:02.417Z");
    ((ObjectNode) channel.get("from")).set("nickname", actual.at("/channel/from/nickname"));
    expected.set("conversationId", actual.get("conversationId"));
    return expected;
  }
}
