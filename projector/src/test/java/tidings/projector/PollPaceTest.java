package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How often an app asks that keeps to the pace it is given; docs/cost.md reckons with it. */
class PollPaceTest {
  private static final Duration SESSION = Duration.ofMinutes(10);

  private final World world = new World();

  @Test
  void tenMinutesOfALivelyTalkAreThreeHundredPolls() {
    assertThat(polls(Duration.ofMinutes(1))).isEqualTo(300);
  }

  @Test
  void tenMinutesAfterTheLastWordAreLessThanHalfOfThat() {
    assertThat(polls(SESSION)).isEqualTo(138);
  }

  /** From one poll to the next, while an agent says something each time so much has passed. */
  private int polls(Duration betweenWords) {
    Instant begin = world.clock.instant();
    Instant next = begin;
    Cursor cursor = Cursor.BEFORE_ALL;
    int polls = 0;
    for (; world.clock.instant().isBefore(begin.plus(SESSION)); polls++) {
      if (!world.clock.instant().isBefore(next)) {
        world.project(world.agentSays("m-" + polls));
        next = next.plus(betweenWords);
      }
      Transcript.Page page = world.transcript.after(world.chat, cursor, 100);
      cursor = page.cursor();
      world.clock.pass(Duration.ofMillis(world.json(page).path("nextPollMs").asLong()));
    }
    return polls;
  }
}
