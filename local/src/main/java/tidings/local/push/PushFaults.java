package tidings.local.push;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misbehaviours still to come; the first that was ordered and fits is taken. */
final class PushFaults {
  private final List<PushFault> ordered = new ArrayList<>();

  synchronized void add(PushFault fault) {
    ordered.add(fault);
  }

  synchronized void clear() {
    ordered.clear();
  }

  /** The answer of the first fault that fits, used up by one. */
  synchronized Optional<SnsAnswer> next(String token) {
    var found = ordered.stream().filter(fault -> fault.meets(token)).findFirst();
    found.ifPresent(this::use);
    return found.map(fault -> fault.kind().answer());
  }

  private void use(PushFault fault) {
    int index = ordered.indexOf(fault);
    if (fault.count() == 1) {
      ordered.remove(index);
    } else {
      ordered.set(index, new PushFault(fault.kind(), fault.token(), fault.count() - 1));
    }
  }
}
