package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A list that only grows, and comes back from its journal. */
public final class JournaledList<T> implements Growing<T>, AutoCloseable {
  private final Journal journal;
  private final Function<T, JsonNode> json;
  private final List<T> all = new ArrayList<>();

  /** The list as this journal has it, and to be continued there. */
  public JournaledList(Journal journal, Function<T, JsonNode> json, Function<JsonNode, T> from) {
    this.journal = journal;
    this.json = json;
    journal.lines().forEach(line -> all.add(from.apply(line)));
  }

  /** On return the element is in the list and in the journal. */
  public synchronized void add(T element) {
    journal.append(json.apply(element));
    all.add(element);
  }

  /** A copy, oldest first. */
  public synchronized List<T> all() {
    return List.copyOf(all);
  }

  @Override
  public synchronized int size() {
    return all.size();
  }

  @Override
  public synchronized List<T> between(int first, int end) {
    return List.copyOf(all.subList(first, end));
  }

  @Override
  public void close() {
    journal.close();
  }
}
