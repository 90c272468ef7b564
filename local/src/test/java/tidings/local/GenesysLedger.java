package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What Genesys has done for one customer of all that it was asked, whatever it answered: in its
 * order, and each as often as it was done.
 */
record GenesysLedger(List<Deed> deeds) {
  static final Set<Kind> SAID = Set.of(Kind.MESSAGE, Kind.RESPONSE);

  GenesysLedger {
    deeds = List.copyOf(deeds);
  }

  /** The kinds of what it does. */
  enum Kind {
    MESSAGE,
    RESPONSE,
    TYPING,
    DELIVERED,
    FAILED,
    NOTE,
    END,
    FILE
  }

  /**
   * Something that was done.
   *
   * @param id of the message that it is about; empty where there is none
   */
  record Deed(Kind kind, String id, Instant at) {
    String words() {
      return (kind + " " + id).strip();
    }
  }

  /**
   * The ledger until now.
   *
   * @param conversation the customer's at Genesys; empty while there is none
   */
  static GenesysLedger of(Client client, String user, String conversation) {
    return new GenesysLedger(
        StreamSupport.stream(client.get("/local/genesys/received").json().spliterator(), false)
            .filter(call -> call.path("done").asBoolean())
            .flatMap(call -> deed(call, user, conversation).stream())
            .toList());
  }

  /** Empty for what is about others, and for logins. */
  private static Optional<Deed> deed(JsonNode call, String user, String conversation) {
    String path = call.path("path").asText();
    String what = path.substring(path.lastIndexOf('/') + 1);
    JsonNode body = call.path("body");
    Instant at = Instant.parse(call.path("time").asText());
    if (what.equals(conversation)) {
      return Optional.of(new Deed(Kind.END, "", at));
    }
    String id = body.at("/channel/messageId").asText();
    return switch (what) {
      case "message" -> about(user, body, "/channel/from/id", new Deed(Kind.MESSAGE, id, at));
      case "response" -> about(user, body, "/channel/from/id", new Deed(Kind.RESPONSE, id, at));
      case "event" -> about(user, body, "/channel/from/id", new Deed(Kind.TYPING, "", at));
      case "agentless" -> about(user, body, "/toAddress", new Deed(Kind.NOTE, "", at));
      case "receipt" -> {
        Kind kind = Kind.valueOf(body.path("status").asText().toUpperCase(Locale.ROOT));
        yield about(user, body, "/channel/to/id", new Deed(kind, body.path("id").asText(), at));
      }
      default ->
          what.equals(user + ".png") ? Optional.of(new Deed(Kind.FILE, "", at)) : Optional.empty();
    };
  }

  private static Optional<Deed> about(String user, JsonNode body, String who, Deed deed) {
    return Optional.of(deed).filter(_ -> body.at(who).asText().equals(user));
  }

  /** The ids of these kinds in order; what was done again before anything else counts once. */
  List<String> inOrder(Set<Kind> kinds) {
    var ids = new ArrayList<String>();
    of(kinds)
        .map(Deed::id)
        .filter(id -> ids.isEmpty() || !ids.getLast().equals(id))
        .forEach(ids::add);
    return ids;
  }

  long count(Kind kind) {
    return of(Set.of(kind)).count();
  }

  /** What was done before, in words; a file can be fetched as often as one likes. */
  List<String> again() {
    var seen = new HashSet<String>();
    return deeds.stream()
        .filter(deed -> deed.kind != Kind.FILE)
        .map(Deed::words)
        .filter(words -> !seen.add(words))
        .toList();
  }

  /** Whether nothing of the customer's came after the end. */
  boolean endsLast() {
    List<Kind> kinds = deeds.stream().map(Deed::kind).toList();
    int end = kinds.indexOf(Kind.END);
    return end < 0 || kinds.subList(end, kinds.size()).stream().noneMatch(SAID::contains);
  }

  private Stream<Deed> of(Set<Kind> kinds) {
    return deeds.stream().filter(deed -> kinds.contains(deed.kind));
  }
}
