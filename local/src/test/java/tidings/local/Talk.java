package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tidings.local.GenesysLedger.Kind;

/**
 * A conversation in which everything happens once: all that an app, an agent and a shop can do.
 * Each request is repeated with the same content until it is accepted, as apps do; then what was
 * accepted is held against what has arrived.
 */
final class Talk {
  private static final List<String> SAID =
      List.of("one", "two", "photo", "file", "reply", "refused", "three");
  private static final List<String> TAKEN =
      SAID.stream().filter(id -> !id.equals("refused")).toList();
  private static final long BETWEEN_TRIES_NANOS = 20_000_000;

  private final Callers callers;
  private final Client client;
  private final String user;
  private final Caller app;
  private final String chat;
  private final Arrived arrived;
  private final String token;
  private final List<String> answers = new ArrayList<>();
  private String conversation = "";

  Talk(Callers callers, String user) {
    this.callers = callers;
    this.client = callers.client();
    this.user = user;
    this.app = callers.customer(user);
    this.chat = callers.chat(user);
    this.token = "token-of-" + user;
    this.arrived = new Arrived(callers, user, token);
  }

  /** Everything that makes rows, pushes and calls to Genesys. */
  void begin() {
    until(204, () -> app.put(device(), phone(token + "-old")));
    until(204, () -> app.put(device(), phone(token)));
    say("one", "\"text\":\"one\"");
    List<String> open = eventually(arrived::open, ids -> !ids.isEmpty());
    assertThat(open).as("conversations of " + user).hasSize(1);
    conversation = open.getFirst();
    answer("Text", "\"text\":\"Hello\"");
    say("two", "\"text\":\"two\"");
    say("photo", "\"attachment\":{\"uploadId\":\"%s\"}".formatted(Photo.upload(app, chat)));
    say("file", "\"fileString\":\"%s\"".formatted(Photo.IN_BASE64));
    answer("Text", "\"text\":\"A picture\"," + picture());
    answer("Structured", "\"text\":\"Is it this one?\"," + choice());
    say(
        "reply",
        "\"reply\":{\"to\":\"%s\",\"type\":\"QuickReply\",\"text\":\"Yes\",\"payload\":\"yes\"}"
            .formatted(answers.getLast()));
    client.post(
        "/local/genesys/faults",
        "{\"path\":\"/inbound/open/message\",\"userId\":\"%s\",\"messageId\":\"refused\",\"status\":400,\"count\":1000}"
            .formatted(user));
    say("refused", "\"text\":\"refused\"");
    until(202, () -> app.post(chat + "/typing", ""));
    until(202, () -> callers.service().post(callers.offers(user), offer()));
    say("three", "\"text\":\"three\"");
    until(202, () -> callers.service().post(agentless(), "{\"id\":\"note\",\"text\":\"A note\"}"));
  }

  /** What is wrong of all that {@link #begin} brought about; empty if nothing is. */
  List<String> wrongs() {
    var wrongs = new ArrayList<String>();
    JsonNode page = page();
    GenesysLedger genesys = genesys();
    differs(wrongs, "states", states("failed"), Arrived.states(page));
    differs(wrongs, "taken by Genesys", TAKEN, genesys.inOrder(GenesysLedger.SAID));
    differs(wrongs, "ends", 0L, genesys.count(Kind.END));
    differs(wrongs, "pictures", 1L, Arrived.pictures(page));
    differs(wrongs, "files for Genesys", 2L, arrived.lent());
    differs(wrongs, "alerts", alertsWanted(), alertsButNotes());
    differs(wrongs, "badge", (long) page.path("badge").asInt(), arrived.lastBadge());
    long notes = genesys.count(Kind.NOTE);
    differs(wrongs, "unread", answers.size() + notes, page.path("unread").asLong());
    differs(wrongs, "alerts of notes", notes, alertsOfNotes());
    differs(wrongs, "notes, sent or in doubt", true, notes == 1 || arrived.notesInDoubt() == 1);
    said(wrongs, page, genesys);
    return wrongs;
  }

  /** What is true at any time once all has been said. */
  private void said(List<String> wrongs, JsonNode page, GenesysLedger genesys) {
    List<String> outbound = Arrived.ids(page, "Outbound");
    List<String> notes = outbound.stream().filter(id -> !answers.contains(id)).toList();
    differs(wrongs, "said", SAID, Arrived.ids(page, "Inbound"));
    differs(wrongs, "answered", answers, answered(page));
    differs(wrongs, "rows of notes", genesys.count(Kind.NOTE), (long) notes.size());
    differs(wrongs, "replies as such", List.of("reply"), genesys.inOrder(Set.of(Kind.RESPONSE)));
    differs(wrongs, "receipts", outbound, genesys.inOrder(Set.of(Kind.DELIVERED)));
    differs(wrongs, "receipts of failures", 0L, genesys.count(Kind.FAILED));
    differs(wrongs, "typing at most once", true, genesys.count(Kind.TYPING) <= 1);
    differs(wrongs, "notes at most once", true, genesys.count(Kind.NOTE) <= 1);
  }

  /** Reads, tries again, ends and leaves. */
  void end() {
    JsonNode rows = page().path("messages");
    long last = rows.get(rows.size() - 1).path("seq").asLong();
    until(204, () -> app.put(chat + "/read", "{\"upTo\":%d}".formatted(last)));
    until(202, () -> app.post(chat + "/messages/refused/retry", ""));
    until(202, () -> app.put(callers.offers(user), "{\"id\":\"offer\",\"acknowledged\":true}"));
  }

  /** What is wrong of all that {@link #end} brought about. */
  List<String> wrongsAtTheEnd() {
    var wrongs = new ArrayList<String>();
    JsonNode page = page();
    GenesysLedger genesys = genesys();
    differs(wrongs, "states", states("published"), Arrived.states(page));
    differs(
        wrongs,
        "taken by Genesys",
        Stream.concat(TAKEN.stream(), Stream.of("refused")).toList(),
        genesys.inOrder(GenesysLedger.SAID));
    differs(wrongs, "ends", 0L, genesys.count(Kind.END));
    differs(wrongs, "badge", 0, page.path("badge").asInt());
    differs(wrongs, "unread", 0, page.path("unread").asInt());
    said(wrongs, page, genesys);
    return wrongs;
  }

  /** Hangs up and signs out. */
  void leave() {
    until(202, () -> app.post(chat + "/end", ""));
    until(204, () -> app.call("DELETE", device(), ""));
  }

  /** What is wrong of all that {@link #leave} brought about. */
  List<String> wrongsAfterwards() {
    var wrongs = new ArrayList<String>();
    GenesysLedger genesys = genesys();
    differs(wrongs, "rows of the end", 1L, Arrived.ends(page()));
    differs(wrongs, "told Genesys of the end", true, genesys.count(Kind.END) > 0);
    differs(wrongs, "nothing after the end", true, genesys.endsLast());
    differs(wrongs, "open conversations", List.of(), arrived.open());
    differs(wrongs, "phones", 0L, arrived.phones());
    return wrongs;
  }

  /** The operator erases all of it, again while another command holds what is parked. */
  void erase() {
    assertThat(eventually(this::erased, exitCode -> exitCode == 0)).isZero();
  }

  private int erased() {
    return new Operator(callers.stack(), Clock.systemUTC())
        .run("erase", "--user", user, "--yes")
        .exitCode();
  }

  /** What is wrong if anything is left. */
  List<String> wrongsOnceErased() {
    var wrongs = new ArrayList<String>();
    differs(wrongs, "rows", 0, page().path("messages").size());
    differs(wrongs, "left", List.of(), new Remains(client, user).items().toList());
    return wrongs;
  }

  /** The queues, if any, in which something waits or is being worked. */
  List<String> underWay() {
    return arrived.underWay();
  }

  /** The conversation's id at Genesys; empty until the first message has arrived there. */
  String conversation() {
    return conversation;
  }

  private GenesysLedger genesys() {
    return GenesysLedger.of(client, user, conversation);
  }

  /** What Genesys or a device got again: Genesys by the same id, the device by the same alert. */
  List<String> doubled() {
    var seen = new HashSet<String>();
    return Stream.concat(
            genesys().again().stream().map(what -> "Genesys: " + what),
            arrived.alerts().stream()
                .filter(alert -> !seen.add(alert))
                .map(alert -> "phone: " + alert))
        .toList();
  }

  /** What was left out, as it may be where something fails. */
  List<String> foregone() {
    var foregone = new ArrayList<String>();
    if (genesys().count(Kind.TYPING) == 0) {
      foregone.add("typing");
    }
    if (arrived.notesInDoubt() > 0) {
      foregone.add("note in doubt");
    }
    return foregone;
  }

  private static void differs(List<String> wrongs, String what, Object wanted, Object got) {
    if (!wanted.equals(got)) {
      wrongs.add("%s: %s instead of %s".formatted(what, got, wanted));
    }
  }

  private void say(String id, String content) {
    until(202, () -> app.post(chat, "{\"id\":\"%s\",%s}".formatted(id, content)));
  }

  /** As Genesys delivers it, again until it is taken. */
  private void answer(String type, String content) {
    String id = "answer-%d-of-%s".formatted(answers.size(), user);
    String body =
        """
        {"id":"%s","type":"%s","direction":"Outbound","originatingEntity":"Human",%s,
         "channel":{"id":"%s","platform":"Open","type":"Private","time":"%s",
          "to":{"id":"%s","idType":"Opaque"}},"conversationId":"%s"}\
        """
            .formatted(
                id, type, content, client.integrationId(), Instant.now(), user, conversation);
    until(200, () -> new Caller.Answer(Agent.sends(client, body).status(), Map.of(), ""));
    answers.add(id);
  }

  private static String choice() {
    return """
        "content":[{"contentType":"QuickReply",
         "quickReply":{"text":"Yes","payload":"yes","action":"Message"}}]\
        """;
  }

  private String picture() {
    return """
        "content":[{"contentType":"Attachment","attachment":{"mediaType":"Image",
         "url":"%s/api/v2/downloads/%s.png","mime":"image/png","filename":"a.png"}}]\
        """
        .formatted(client.config("genesysUrl"), user);
  }

  private static String phone(String token) {
    return "{\"platform\":\"fcm\",\"token\":\"%s\",\"locale\":\"en\"}".formatted(token);
  }

  private static String offer() {
    return "{\"id\":\"offer\",\"type\":\"text\",\"content\":\"Ten percent\",\"fromId\":\"shop\"}";
  }

  private String device() {
    return "/devices/user/" + user + "/phone";
  }

  private String agentless() {
    return chat.replace("transcript", "agentless");
  }

  /** Again while it fails for reasons that are not the request's. */
  static Caller.Answer until(int status, Supplier<Caller.Answer> request) {
    Caller.Answer answer = request.get();
    for (int i = 0; answer.status() != status && i < 50; i++) {
      if (answer.status() < 500) {
        throw new AssertionError(answer.toString());
      }
      LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
      answer = request.get();
    }
    return answer;
  }

  /** As the app reads: it presents the cursor that it was given, which tells that it has all. */
  private JsonNode page() {
    JsonNode page = until(200, () -> app.get(chat + "?limit=200")).json();
    until(200, () -> app.get(chat + "?cursor=" + page.path("cursor").asText()));
    return page;
  }

  private List<String> answered(JsonNode page) {
    return Arrived.ids(page, "Outbound").stream().filter(answers::contains).toList();
  }

  private static Map<String, String> states(String refused) {
    return SAID.stream()
        .collect(Collectors.toMap(id -> id, id -> id.equals("refused") ? refused : "published"));
  }

  private Set<String> alertsWanted() {
    var wanted = new HashSet<>(answers);
    wanted.add("offer");
    return wanted;
  }

  private long alertsOfNotes() {
    return arrived.alerts().stream().filter(id -> !alertsWanted().contains(id)).distinct().count();
  }

  /** Genesys gives what is sent without an agent an id of its own. */
  private Set<String> alertsButNotes() {
    var got = new HashSet<>(arrived.alerts());
    got.retainAll(alertsWanted());
    return got;
  }
}
