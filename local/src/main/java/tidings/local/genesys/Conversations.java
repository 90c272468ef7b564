package tidings.local.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tidings.local.Journal;

/** One conversation for an integration and a user, until it is disconnected. */
final class Conversations implements AutoCloseable {
  private final Journal journal;
  private final Supplier<UUID> ids;
  private final Map<String, Conversation> all = new HashMap<>();
  private final Map<Sides, Conversation> open = new LinkedHashMap<>();

  /** Who talks with whom, under which id. */
  record Conversation(String id, String integrationId, String userId) {
    ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("id", id)
          .put("integrationId", integrationId)
          .put("userId", userId);
    }

    private Sides sides() {
      return new Sides(integrationId, userId);
    }
  }

  private record Sides(String integrationId, String userId) {}

  Conversations(Journal journal, Supplier<UUID> ids) {
    this.journal = journal;
    this.ids = ids;
    journal.lines().forEach(this::replay);
  }

  /** The open conversation of these two; a new one if there is none. */
  synchronized Conversation between(String integrationId, String userId) {
    Conversation current = open.get(new Sides(integrationId, userId));
    return current == null ? begin(integrationId, userId) : current;
  }

  /** A conversation of any state; empty if there never was one of this id. */
  synchronized Optional<Conversation> find(String id) {
    return Optional.ofNullable(all.get(id));
  }

  /** Those that are open, oldest first. */
  synchronized List<Conversation> open() {
    return List.copyOf(open.values());
  }

  synchronized void end(Conversation conversation) {
    if (open.remove(conversation.sides(), conversation)) {
      write(conversation, false);
    }
  }

  @Override
  public void close() {
    journal.close();
  }

  private Conversation begin(String integrationId, String userId) {
    var fresh = new Conversation(ids.get().toString(), integrationId, userId);
    keep(fresh);
    write(fresh, true);
    return fresh;
  }

  private void keep(Conversation conversation) {
    all.put(conversation.id(), conversation);
    open.put(conversation.sides(), conversation);
  }

  private void write(Conversation conversation, boolean isOpen) {
    journal.append(conversation.json().put("open", isOpen));
  }

  private void replay(JsonNode line) {
    var conversation =
        new Conversation(
            line.get("id").asText(),
            line.get("integrationId").asText(),
            line.get("userId").asText());
    if (line.get("open").asBoolean()) {
      keep(conversation);
    } else {
      open.remove(conversation.sides());
    }
  }
}
