package tidings.local;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What this process has used since its start: time of processors, and bytes allocated. */
record Use(Duration processors, long allocated) {

  static Use now() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return new Use(
        Duration.ofNanos(system.getProcessCpuTime()), threads.getTotalThreadAllocatedBytes());
  }

  Use since(Use before) {
    return new Use(processors.minus(before.processors), allocated - before.allocated);
  }

  /** Milliseconds of processors for each of so many. */
  double millisEach(int count) {
    return processors.toNanos() / 1e6 / count;
  }

  /** Kilobytes for each of so many. */
  long kilobytesEach(int count) {
    return allocated / 1024 / count;
  }
}
