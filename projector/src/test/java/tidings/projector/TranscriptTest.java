package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.LocalDynamo;

class TranscriptTest {
  private final World world = new World();

  @Test
  void aFeedThatIsEmptyHasACursorToComeBackWith() {
    Transcript.Page empty = world.page();
    world.project(world.agentSays("g-1"));

    Transcript.Page next = world.transcript.after(world.chat, empty.cursor(), 10);
    assertThat(ids(next)).containsExactly("g-1");
    assertThat(next.reset()).isFalse();
  }

  @Test
  void followingTheCursorShowsEverythingOnce() {
    IntStream.range(0, 7).forEach(i -> world.project(world.agentSays("g-" + i)));

    var seen = new ArrayList<String>();
    Transcript.Page page = world.transcript.after(world.chat, Cursor.BEFORE_ALL, 3);
    while (!page.said().isEmpty()) {
      seen.addAll(ids(page));
      page = world.transcript.after(world.chat, page.cursor(), 3);
    }
    assertThat(seen).containsExactly("g-0", "g-1", "g-2", "g-3", "g-4", "g-5", "g-6");
  }

  @Test
  void whatIsWrittenWhileAPageIsReadComesWithTheNext() {
    world.project(world.agentSays("g-1"));
    var disturbed = disturbedBy(world.agentSays("g-2"));

    Transcript.Page newest = disturbed.newest(world.chat, 10);
    assertThat(ids(newest)).containsExactly("g-1");
    assertThat(newest.standing().unread()).isEqualTo(1);
    assertThat(ids(world.transcript.after(world.chat, newest.cursor(), 10))).containsExactly("g-2");
  }

  @Test
  void whatIsWrittenDuringAPollComesWithTheNext() {
    world.project(world.agentSays("g-1"));
    var disturbed = disturbedBy(world.agentSays("g-2"));

    Transcript.Page page = disturbed.after(world.chat, Cursor.BEFORE_ALL, 10);
    assertThat(ids(page)).containsExactly("g-1");
    assertThat(page.standing().unread()).isEqualTo(1);
    assertThat(ids(world.transcript.after(world.chat, page.cursor(), 10))).containsExactly("g-2");
  }

  /** A transcript in which this is written after the head was read, and before the entries are. */
  private Transcript disturbedBy(Command command) {
    return new Transcript(
        world.chats(LocalDynamo.client()),
        world.clock,
        integrationId -> {
          world.project(command);
          return Feed.chat(integrationId);
        });
  }

  @Test
  void aStateComesAsAnUpdateAfterTheCursor() {
    world.project(world.post("m-1"));
    Cursor cursor = world.page().cursor();
    world.project(world.sent("m-1", "g-1"));

    Transcript.Page page = world.transcript.after(world.chat, cursor, 10);
    assertThat(page.said()).isEmpty();
    assertThat(page.updates())
        .extracting(entry -> ((Entry.Changed) entry).delivery())
        .containsExactly(Delivery.sent(1));
  }

  @Test
  void historyGoesBackPageByPageToTheStart() {
    IntStream.range(0, 5).forEach(i -> world.project(world.post("m-" + i)));
    IntStream.range(0, 5).forEach(i -> world.project(world.sent("m-" + i, "g-" + i)));

    Transcript.Page newest = world.transcript.newest(world.chat, 2);
    Transcript.Page older = world.transcript.before(world.chat, newest.before(), 2);
    Transcript.Page oldest = world.transcript.before(world.chat, older.before(), 2);
    assertThat(ids(newest)).containsExactly("m-3", "m-4");
    assertThat(ids(older)).containsExactly("m-1", "m-2");
    assertThat(ids(oldest)).containsExactly("m-0");
    assertThat(oldest.before()).isNull();
    assertThat(newest.said()).extracting(Entry.Said::delivery).containsOnly(Delivery.sent(1));
  }

  @Test
  void aPageIsCutWhereTheAnswerWouldBeTooBigAndMissesNothing() {
    IntStream.range(0, 20).forEach(i -> world.project(agentSaysMuch("g-" + i)));

    Transcript.Page page = world.transcript.newest(world.chat, 200);
    var back = new ArrayList<String>(ids(page));
    while (page.before() != null) {
      assertThat(bytes(page)).isBetween(2_000_000, 3_000_000);
      page = world.transcript.before(world.chat, page.before(), 200);
      back.addAll(0, ids(page));
    }
    assertThat(back).isEqualTo(IntStream.range(0, 20).mapToObj(i -> "g-" + i).toList());
  }

  @Test
  void whatComesAfterACursorIsCutByItsSizeAsWell() {
    IntStream.range(0, 8).forEach(i -> world.project(agentSaysMuch("g-" + i)));

    var seen = new ArrayList<String>();
    Transcript.Page page = world.transcript.after(world.chat, Cursor.BEFORE_ALL, 200);
    while (!page.said().isEmpty()) {
      assertThat(bytes(page)).isBetween(300_000, 2_000_000);
      seen.addAll(ids(page));
      page = world.transcript.after(world.chat, page.cursor(), 200);
    }
    assertThat(seen).isEqualTo(IntStream.range(0, 8).mapToObj(i -> "g-" + i).toList());
  }

  private int bytes(Transcript.Page page) {
    return world.json(page).toString().getBytes(StandardCharsets.UTF_8).length;
  }

  private Command agentSaysMuch(String id) {
    return world.webhook(
        """
        {"id":"%s","type":"Text","text":"%s","direction":"Outbound",
         "channel":{"id":"integration-1","to":{"id":"user-1"},"time":"2026-11-20T09:00:00Z"}}
        """
            .formatted(id, "Привет ".repeat(25_000)));
  }

  @Test
  void aStateThatTheRowDoesNotShowYetIsShownAllTheSame() {
    world.project(world.post("m-1"));
    world.project(world.sent("m-1", "g-1"));
    var row = world.page().said().getFirst();
    var stale = new Entry.Said(1, row.message(), Delivery.accepted(1), null, 0, row.storedAt());
    world.overwrite(stale);

    assertThat(world.delivery("m-1")).isEqualTo(Delivery.sent(1));
  }

  @Test
  void aPageEndsBeforeAGapThatMayStillBeFilled() {
    List.of("g-1", "g-2", "g-3").forEach(id -> world.project(world.agentSays(id)));
    world.expire(2);

    Transcript.Page page = world.transcript.after(world.chat, Cursor.BEFORE_ALL, 10);
    assertThat(ids(page)).containsExactly("g-1");
    assertThat(page.cursor().seq()).isEqualTo(1);
  }

  @Test
  void aGapThatIsOldHasExpired() {
    List.of("g-1", "g-2", "g-3").forEach(id -> world.project(world.agentSays(id)));
    world.expire(2);
    world.clock.pass(java.time.Duration.ofMinutes(1));

    assertThat(ids(world.transcript.after(world.chat, Cursor.BEFORE_ALL, 10)))
        .containsExactly("g-1", "g-3");
  }

  @Test
  void whatIsBeingWrittenToAFeedThatSeemsEmptyComesWithTheNext() {
    world.project(world.agentSays("g-1"));
    Entry written = world.page().said().getFirst();
    world.expire(1);
    Transcript.Page empty = world.page();
    world.overwrite(written);

    assertThat(empty.said()).isEmpty();
    assertThat(ids(world.transcript.after(world.chat, empty.cursor(), 10))).containsExactly("g-1");
  }

  @Test
  void whatHasExpiredIsPassedAndNotPolledForAtOnce() {
    world.project(world.agentSays("g-1"));
    Cursor before = new Cursor(world.page().cursor().epoch(), 0);
    world.expire(1);
    Transcript.Page young = world.transcript.after(world.chat, before, 10);
    world.clock.pass(java.time.Duration.ofMinutes(1));
    Transcript.Page old = world.transcript.after(world.chat, before, 10);

    assertThat(young.cursor()).isEqualTo(before);
    assertThat(world.json(young).path("nextPollMs").asLong()).isPositive();
    assertThat(old.cursor().seq()).isEqualTo(1);
    assertThat(world.page().cursor().seq()).isEqualTo(1);
  }

  @Test
  void aVoidCursorStartsAgain() {
    world.project(world.agentSays("g-1"));
    String epoch = world.page().cursor().epoch();

    for (Cursor cursor : List.of(new Cursor("another", 1), new Cursor(epoch, 99))) {
      Transcript.Page page = world.transcript.after(world.chat, cursor, 10);
      assertThat(page.reset()).isTrue();
      assertThat(ids(page)).containsExactly("g-1");
    }
  }

  @Test
  void aCursorComesBackAsItWas() {
    assertThat(Cursor.parse(new Cursor("abc1", 42).text())).contains(new Cursor("abc1", 42));
    assertThat(Cursor.parse("bm90IG91cnM")).isEmpty();
    assertThat(Cursor.parse("%%%")).isEmpty();
  }

  private static List<String> ids(Transcript.Page page) {
    return page.said().stream().map(said -> said.message().id().value()).toList();
  }
}
