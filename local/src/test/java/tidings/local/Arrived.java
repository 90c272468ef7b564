package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What has arrived of a customer's talk: rows, and what Genesys and the phone have got.
 *
 * @param token the phone's
 */
record Arrived(Callers callers, String user, String token) {
  private Client client() {
    return callers.client();
  }

  /** Those of the customer's that are open at Genesys. */
  List<String> open() {
    return items(client().get("/local/genesys/conversations").json())
        .filter(one -> one.path("userId").asText().equals(user))
        .map(one -> one.path("id").asText())
        .toList();
  }

  /** The queues, if any, in which something waits or is being worked. */
  List<String> underWay() {
    return items(client().get("/local/queues").json())
        .filter(queue -> queue.path("name").asText().matches(".*-(transcript|dispatch)\\.fifo"))
        .filter(queue -> queue.path("visible").asInt() + queue.path("inFlight").asInt() > 0)
        .map(JsonNode::toString)
        .toList();
  }

  static long ends(JsonNode page) {
    return items(page.path("messages"))
        .filter(row -> row.at("/rich/kind").asText().equals("ended"))
        .count();
  }

  long phones() {
    return items(client().get("/local/push/devices").json())
        .filter(phone -> phone.toString().contains(token))
        .count();
  }

  static Stream<JsonNode> items(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  static List<String> ids(JsonNode page, String direction) {
    return items(page.path("messages"))
        .filter(row -> row.path("direction").asText().equals(direction))
        .map(row -> row.path("id").asText())
        .toList();
  }

  static Map<String, String> states(JsonNode page) {
    return items(page.path("messages"))
        .filter(row -> row.path("direction").asText().equals("Inbound"))
        .collect(
            Collectors.toMap(
                row -> row.path("id").asText(), row -> row.path("status").asText(), (a, b) -> b));
  }

  static long pictures(JsonNode page) {
    return items(page.path("messages"))
        .filter(row -> row.path("direction").asText().equals("Outbound"))
        .filter(row -> row.at("/content/0").hasNonNull("attachmentUrl"))
        .count();
  }

  /** How many of the files that Genesys was told of it can fetch. */
  long lent() {
    return takenBodies()
        .map(body -> body.at("/content/0/attachment/url").asText())
        .filter(url -> !url.isEmpty())
        .distinct()
        .map(url -> URI.create(url).getPath())
        .filter(
            link -> Talk.until(200, () -> callers.anybody().call("HEAD", link, "")).status() == 200)
        .count();
  }

  private Stream<JsonNode> takenBodies() {
    return items(client().get("/local/genesys/received").json())
        .filter(call -> call.path("path").asText().endsWith("/inbound/open/message"))
        .filter(call -> call.path("done").asBoolean())
        .filter(call -> call.at("/body/channel/from/id").asText().equals(user))
        .map(call -> call.path("body"));
  }

  /** What may have been sent, and cannot be recognised if it were sent again, is parked. */
  long notesInDoubt() {
    return items(client().get("/local/queues/parked").json())
        .map(JsonNode::toString)
        .filter(parked -> parked.contains(user) && parked.contains("agentless"))
        .count();
  }

  List<String> alerts() {
    return pushes()
        .map(data -> data.path("messageId").asText())
        .filter(id -> !id.isEmpty())
        .toList();
  }

  long lastBadge() {
    return pushes().mapToLong(data -> data.path("badge").asLong()).reduce(0, (_, last) -> last);
  }

  private Stream<JsonNode> pushes() {
    return items(client().get("/local/push/sent").json())
        .filter(push -> push.path("token").asText().equals(token))
        .map(push -> push.at("/payload/fcmV1Message/message/data"));
  }
}
