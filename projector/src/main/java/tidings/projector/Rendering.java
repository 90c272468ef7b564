package tidings.projector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tidings.message.Chat;
import tidings.message.Content;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;
import tidings.table.Head;

/** Writes a page of a transcript as the API's JSON. */
record Rendering(Chat chat, Links links, Instant now) {
  private static final Duration LIVELY = Duration.ofMinutes(1);
  private static final Duration QUIET = Duration.ofMinutes(10);

  ObjectNode page(Transcript.Page page) {
    Head head = page.standing().head();
    ObjectNode json = MessageJson.mapper().createObjectNode();
    ArrayNode messages = json.putArray("messages");
    page.said().forEach(said -> messages.add(message(said)));
    json.put("count", page.said().size());
    ArrayNode updates = json.putArray("updates");
    page.updates().forEach(entry -> updates.add(update(entry)));
    json.put("cursor", text(page.cursor()));
    json.put("before", text(page.before()));
    json.put("unread", page.standing().unread());
    json.put("badge", page.standing().badge());
    Instant typing = head.marks().typingUntil();
    if (typing != null && typing.isAfter(now)) {
      json.putObject("typing").put("until", MessageJson.time(typing));
    } else {
      json.putNull("typing");
    }
    json.put("reset", page.reset());
    json.put("nextPollMs", nextPoll(page).toMillis());
    return json;
  }

  /** The page for the blueprint's app, which takes any list of content for one with a file. */
  ObjectNode plainPage(Transcript.Page page) {
    ObjectNode json = page(page);
    for (JsonNode message : json.path("messages")) {
      if (message.path("content").isEmpty()) {
        ((ObjectNode) message).putNull("content");
      }
    }
    return json;
  }

  /**
   * Changes with all that the answer shows: its last entry, the feed's marks, the badge, the pace,
   * and with links to files before they end; and with which page was asked for.
   */
  String etag(Transcript.Page page, Optional<Cursor> before, int limit) {
    Head head = page.standing().head();
    Cursor last = page.cursor();
    boolean links = page.entries().stream().anyMatch(Rendering::hasFile);
    return Stream.of(
            // A feed that was never written has another epoch each time it is read.
            head.version() == 0 ? Cursor.BEFORE_ALL.epoch() : head.epoch(),
            last == null ? 0 : last.seq(),
            head.version(),
            page.standing().badge(),
            nextPoll(page).toSeconds(),
            before.map(Cursor::seq).orElse(0L),
            limit,
            links ? now.getEpochSecond() / (this.links.life().toSeconds() / 2) : 0)
        .map(Object::toString)
        .collect(Collectors.joining("-", "\"", "\""));
  }

  private static boolean hasFile(Entry entry) {
    return switch (entry) {
      case Entry.Said said -> hasFile(said.message());
      case Entry.Filled filled -> hasFile(filled.message());
      case Entry.Changed _, Entry.Acknowledged _ -> false;
    };
  }

  private static boolean hasFile(Message message) {
    return message.body().items().stream().anyMatch(Content.Attachment.class::isInstance);
  }

  /** At once while there is more, soon while something happens, seldom in a sleeping chat. */
  private Duration nextPoll(Transcript.Page page) {
    Head head = page.standing().head();
    Cursor cursor = page.cursor();
    if (cursor != null && cursor.seq() < head.seq() && !page.entries().isEmpty()) {
      return Duration.ZERO;
    }
    Duration idle = Duration.between(head.changedAt(), now);
    if (idle.compareTo(LIVELY) < 0) {
      return Duration.ofSeconds(2);
    }
    return idle.compareTo(QUIET) < 0 ? Duration.ofSeconds(5) : Duration.ofSeconds(15);
  }

  private ObjectNode message(Entry.Said said) {
    Message message = said.message();
    boolean inbound = message.author().inbound();
    ObjectNode json = MessageJson.mapper().createObjectNode();
    json.put("id", message.id().value());
    json.put("type", type(message.body()));
    json.put("text", text(message.body()));
    json.put("direction", inbound ? "Inbound" : "Outbound");
    json.put("channelId", chat.integrationId());
    json.put("channelPlatform", "Open");
    json.put("channelType", "Private");
    json.put("channelToId", inbound ? chat.integrationId() : chat.userId());
    json.put("channelFromId", inbound ? chat.userId() : chat.integrationId());
    json.put("channelTime", MessageJson.time(message.at()));
    json.put("channelMessageId", message.id().value());
    json.set("content", content(message));
    json.put("seq", said.seq());
    delivery(json, said.delivery());
    json.put("author", message.author().name().toLowerCase(Locale.ROOT));
    if (message.conversationId() != null) {
      json.put("conversationId", message.conversationId());
    }
    Rich.of(message).ifPresent(rich -> json.set("rich", rich));
    return json;
  }

  private ObjectNode update(Entry entry) {
    ObjectNode json = MessageJson.mapper().createObjectNode();
    switch (entry) {
      case Entry.Said said -> json.put("id", said.message().id().value());
      case Entry.Acknowledged _ -> {}
      case Entry.Changed changed -> {
        json.put("id", changed.id().value());
        delivery(json, changed.delivery());
      }
      case Entry.Filled(_, _, Message message, _, _) -> {
        json.put("id", message.id().value());
        json.set("content", content(message));
      }
    }
    return json.put("seq", entry.seq());
  }

  private static void delivery(ObjectNode json, @Nullable Delivery delivery) {
    if (delivery == null) {
      return;
    }
    json.put("status", delivery.status().name().toLowerCase(Locale.ROOT));
    Delivery.Failure failure = delivery.failure();
    if (failure != null) {
      json.putObject("failure")
          .put("code", failure.code())
          .put("message", failure.message())
          .put("retryable", failure.retryable());
    }
  }

  private ArrayNode content(Message message) {
    ArrayNode content = MessageJson.mapper().createArrayNode();
    message.body().items().forEach(item -> content.add(item(item)));
    return content;
  }

  private ObjectNode item(Content item) {
    ObjectNode json = MessageJson.mapper().createObjectNode();
    json.put("contentType", item.contentType());
    if (item instanceof Content.Attachment file) {
      Content.Medium medium = file.attachment();
      json.put("attachmentMediaType", medium.mediaType());
      json.put("attachmentUrl", links.of(chat.userKey(), file).orElse(null));
      json.put("attachmentMime", medium.mime());
      json.put("attachmentFilename", medium.filename());
      stored(json, file.stored());
    }
    return json;
  }

  private static void stored(ObjectNode json, Content.@Nullable Stored stored) {
    if (stored != null) {
      json.put("attachmentStatus", stored.state().name().toLowerCase(Locale.ROOT));
      if (stored.failure() != null) {
        json.put("attachmentFailure", stored.failure());
      }
    }
  }

  private static String type(Message.Body body) {
    return switch (body) {
      case Message.Text _ -> "Text";
      case Message.Structured _, Message.Reply _ -> "Structured";
      case Message.Offer(String kind, _, _, _) -> kind;
      case Message.Location _ -> "Location";
      case Message.Ended _ -> "System";
    };
  }

  private static @Nullable String text(Message.Body body) {
    return switch (body) {
      case Message.Text(String text, _) -> text;
      case Message.Structured(String text, _) -> text;
      case Message.Reply(_, _, String text, _) -> text;
      case Message.Offer(_, String content, _, _) -> content;
      case Message.Location _, Message.Ended _ -> null;
    };
  }

  private static @Nullable String text(@Nullable Cursor cursor) {
    return cursor == null ? null : cursor.text();
  }
}
