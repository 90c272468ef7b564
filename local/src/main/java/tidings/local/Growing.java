package tidings.local;

import java.util.List;

/** What only grows at its end, though it may forget its beginning. */
public interface Growing<T> {

  /** How many were ever added. */
  int size();

  /**
   * Those from the number {@code first} (counted from 0) up to and without the number {@code end},
   * oldest first; without those that are forgotten.
   */
  List<T> between(int first, int end);
}
