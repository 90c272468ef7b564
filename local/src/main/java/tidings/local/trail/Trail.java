package tidings.local.trail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import tidings.local.Growing;

/** The last steps of all messages, oldest first; memory of the process only. */
public final class Trail implements Growing<Step> {
  private final int most;
  private final Deque<Step> steps = new ArrayDeque<>();
  private int size;

  /** Remembers at most so many steps. */
  public Trail(int most) {
    this.most = most;
  }

  public synchronized void add(Step step) {
    steps.add(step);
    size++;
    if (steps.size() > most) {
      steps.remove();
    }
  }

  @Override
  public synchronized int size() {
    return size;
  }

  @Override
  public synchronized List<Step> between(int first, int end) {
    int forgotten = size - steps.size();
    return steps.stream()
        .skip(Math.max(0, first - forgotten))
        .limit(Math.max(0, end - Math.max(first, forgotten)))
        .toList();
  }
}
