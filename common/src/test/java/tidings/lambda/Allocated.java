package tidings.lambda;

import java.lang.management.ManagementFactory;

/** How much memory something takes, whatever of it is given back meanwhile. */
public final class Allocated {
  private Allocated() {}

  /** The bytes that this thread allocates for it; they are the same each time, unlike the time. */
  public static long by(Runnable work) {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
