package tidings.dispatcher;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tidings.message.Chat;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;

/**
 * The requests beside messages (SDK models {@code OpenInboundNormalizedEvent}, {@code
 * OpenInboundNormalizedReceipt}, {@code SendAgentlessOutboundMessageRequest}; SDK, {@code
 * patchConversationsMessage}, which needs {@code conversation:communication:disconnect}).
 */
final class Signals {
  private static final String CONVERSATIONS = "/api/v2/conversations/messages/";

  private Signals() {}

  /** The request for this errand; empty where there is nothing that Genesys takes. */
  static Optional<Post> post(Errand errand) {
    return switch (errand) {
      case Errand.Forward(Chat chat, Message message, _, _) -> Post.of(chat, message);
      case Errand.Typing(Chat chat, Instant at) -> Optional.of(typing(chat, at));
      case Errand.Receipt receipt -> Optional.of(receipt(receipt));
      case Errand.Agentless agentless -> Optional.of(agentless(agentless));
      case Errand.Fetch _ -> Optional.empty();
      case Errand.End(_, _, _, @Nullable String id) -> Optional.ofNullable(id).map(Signals::end);
    };
  }

  private static Post typing(Chat chat, Instant at) {
    ObjectNode body = object();
    ObjectNode channel = body.putObject("channel");
    party(channel.putObject("from"), chat);
    channel.put("time", MessageJson.time(at));
    body.putArray("events").addObject().put("eventType", "Typing");
    return new Post("POST", Post.path(chat, "event"), body.toString());
  }

  private static Post receipt(Errand.Receipt receipt) {
    ObjectNode body = object().put("id", receipt.of().value());
    ObjectNode channel = body.putObject("channel");
    party(channel.putObject("to"), receipt.chat());
    channel.put("time", MessageJson.time(receipt.at()));
    body.put("status", receipt.status()).put("isFinalReceipt", true);
    Errand.Reason reason = receipt.reason();
    if (reason != null) {
      body.putArray("reasons")
          .addObject()
          .put("code", reason.code())
          .put("message", reason.message());
    }
    return new Post("POST", Post.path(receipt.chat(), "receipt"), body.toString());
  }

  private static Post agentless(Errand.Agentless errand) {
    ObjectNode body =
        object()
            .put("fromAddress", errand.chat().integrationId())
            .put("toAddress", errand.chat().userId())
            .put("toAddressMessengerType", "open")
            .put("textBody", errand.text())
            .put("useExistingActiveConversation", errand.intoActiveConversation());
    return new Post("POST", CONVERSATIONS + "agentless", body.toString());
  }

  private static Post end(String conversationId) {
    String path = CONVERSATIONS + URLEncoder.encode(conversationId, StandardCharsets.UTF_8);
    return new Post("PATCH", path, object().put("state", "disconnected").toString());
  }

  private static void party(ObjectNode party, Chat chat) {
    party.put("id", chat.userId()).put("idType", Message.IdType.OPAQUE.wireName());
  }

  private static ObjectNode object() {
    return MessageJson.mapper().createObjectNode();
  }
}
