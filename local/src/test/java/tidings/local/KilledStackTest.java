package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.atLast;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.SteadyTalk.Again;
import tidings.local.engines.SqsEngine;

/**
 * Killed at random while several customers and agents talk, now and then while it is still
 * starting, and started again on its folder. Dozens of times, each time otherwise: {@code mvn -pl
 * local -am test -Dtest=KilledStackTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtidings.kills=12}; {@code -Dtidings.seed=} makes it the same again.
 */
class KilledStackTest {
  private static final int FEW = 2;
  private static final int KILLS = Integer.getInteger("tidings.kills", FEW);
  private static final long SEED =
      Long.getLong("tidings.seed", KILLS == FEW ? 7 : System.nanoTime());
  private static final int CUSTOMERS = 4;
  private static final int LONGEST_LIFE_MS = 5000;

  /** Of so many starts one is cut short. */
  private static final int STARTS = 5;

  @TempDir private Path data;
  private final int port = SqsEngine.freePort();
  private final Random random = new Random(SEED);
  private final List<Instant> kills = new ArrayList<>();
  private StackProcess stack;

  @AfterEach
  void stop() {
    stack.close();
  }

  @Test
  void nothingAcceptedIsLostDoubledOrOutOfOrder() {
    System.out.println("seed " + SEED);
    start();
    var client = new Client(stack.address());
    List<SteadyTalk> talks =
        IntStream.range(0, CUSTOMERS)
            .mapToObj(i -> new SteadyTalk(client, "survivor-" + i))
            .toList();
    talks.forEach(SteadyTalk::begin);
    killAgainAndAgain();
    talks.forEach(SteadyTalk::end);

    for (SteadyTalk talk : talks) {
      assertThat(atLast(talk::wrongs, List::isEmpty)).isEmpty();
      assertThat(causes(talk.takenAgain())).doesNotContain(Instant.MIN).doesNotHaveDuplicates();
      assertThat(causes(talk.pushedAgain())).doesNotContain(Instant.MIN).doesNotHaveDuplicates();
    }
    assertThat(stack.lines()).isEmpty();
    report(talks);
  }

  private void start() {
    stack = StackProcess.start(port, data, RunningStack.TEMPLATE);
  }

  /** The last one that is started comes up and stays. */
  private void killAgainAndAgain() {
    while (kills.size() < KILLS) {
      Traffic.waitUntil(Instant.now().plusMillis(random.nextInt(LONGEST_LIFE_MS)));
      stack.kill();
      kills.add(Instant.now());
      start();
      if (kills.size() == KILLS || random.nextInt(STARTS) > 0) {
        stack.address();
      }
    }
  }

  /** The kill between the two, of which each may make one come again: promise 2. */
  private List<Instant> causes(List<Again> again) {
    return again.stream()
        .map(
            one ->
                kills.stream()
                    .filter(
                        kill -> kill.isAfter(one.before().at()) && kill.isBefore(one.then().at()))
                    .findFirst()
                    .orElse(Instant.MIN))
        .toList();
  }

  private void report(List<SteadyTalk> talks) {
    System.out.printf(
        "%d kills, %d messages each way: 0 lost, 0 out of order, %d posted again, %d pushed again%n",
        kills.size(),
        talks.stream().mapToInt(SteadyTalk::messages).sum(),
        talks.stream().mapToInt(talk -> talk.takenAgain().size()).sum(),
        talks.stream().mapToInt(talk -> talk.pushedAgain().size()).sum());
  }
}
