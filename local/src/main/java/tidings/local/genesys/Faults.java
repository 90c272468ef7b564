package tidings.local.genesys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misbehaviours still to come; the first that was ordered and fits is taken. */
final class Faults {
  private final List<Fault> ordered = new ArrayList<>();

  synchronized void add(Fault fault) {
    ordered.add(fault);
  }

  synchronized void clear() {
    ordered.clear();
  }

  /** These and no others, in this order. */
  synchronized void replace(List<Fault> faults) {
    ordered.clear();
    ordered.addAll(faults);
  }

  /** A copy, each with the count that is left. */
  synchronized List<Fault> all() {
    return List.copyOf(ordered);
  }

  /** The effect of the first fault that fits, used up by one; no effect where none fits. */
  synchronized Fault.Effect next(String path, Optional<String> customer, Optional<String> message) {
    for (int i = 0; i < ordered.size(); i++) {
      Fault fault = ordered.get(i);
      if (fault.meets(path, customer, message)) {
        use(i, fault);
        return fault.effect();
      }
    }
    return Fault.Effect.NONE;
  }

  private void use(int index, Fault fault) {
    if (fault.count() == 1) {
      ordered.remove(index);
    } else {
      ordered.set(index, fault.used());
    }
  }
}
