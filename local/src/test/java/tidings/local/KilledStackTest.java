package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.engines.SqsEngine;

/** Killed in the middle of traffic and started again on its folder. */
class KilledStackTest {
  private static final int MESSAGES = 40;
  private static final List<Integer> KILL_AFTER = List.of(12, 27);

  @TempDir private Path data;
  private final int port = SqsEngine.freePort();

  @Test
  void nothingAcceptedIsLostOrDoubled() throws Exception {
    List<String> texts = IntStream.range(0, MESSAGES).mapToObj(i -> "text-" + i).toList();
    var accepted = KILL_AFTER.stream().map(CountDownLatch::new).toList();
    StackProcess stack = StackProcess.start(port, data, RunningStack.TEMPLATE);
    var client = new Client(stack.address());
    var customer = client.customer("survivor");
    var sender =
        Thread.ofVirtual().start(() -> texts.forEach(text -> send(customer, text, accepted)));
    for (CountDownLatch enough : accepted) {
      enough.await();
      stack.kill();
      stack = StackProcess.start(port, data, RunningStack.TEMPLATE);
      stack.address();
    }
    sender.join();

    try (StackProcess last = stack) {
      assertThat(last.lines()).isEmpty();
      eventually(() -> statuses(customer), statuses -> areAllPublished(statuses));
      assertThat(customer.texts()).isEqualTo(texts);
      List<String> taken = client.takenByGenesys("survivor");
      assertThat(new ArrayList<>(new LinkedHashSet<>(taken))).isEqualTo(texts);
      assertThat(taken.size() - MESSAGES).isLessThanOrEqualTo(KILL_AFTER.size());
    }
  }

  /** As the app does: until it is accepted, with the same id. */
  private static void send(Client.Customer customer, String text, List<CountDownLatch> accepted) {
    while (!isAccepted(customer, text)) {
      Thread.onSpinWait();
    }
    accepted.forEach(CountDownLatch::countDown);
  }

  private static boolean isAccepted(Client.Customer customer, String text) {
    try {
      return customer.say(text, text).status() == 202;
    } catch (UncheckedIOException _) {
      return false;
    }
  }

  private static List<String> statuses(Client.Customer customer) {
    return Client.values(customer.transcript().path("messages"), "status");
  }

  private static boolean areAllPublished(List<String> statuses) {
    return statuses.size() == MESSAGES && statuses.stream().allMatch("published"::equals);
  }
}
