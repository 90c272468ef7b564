package tidings.local.genesys;

import java.util.ArrayList;
import java.util.List;
import tidings.local.Journal;

/** Everything received, in the order in which it was decided. */
final class ReceivedLog implements AutoCloseable {
  private final Journal journal;
  private final List<Received> all = new ArrayList<>();

  ReceivedLog(Journal journal) {
    this.journal = journal;
    journal.lines().forEach(line -> all.add(Received.from(line)));
  }

  synchronized void add(Received received) {
    all.add(received);
    journal.append(received.json());
  }

  synchronized List<Received> all() {
    return List.copyOf(all);
  }

  @Override
  public void close() {
    journal.close();
  }
}
