package tidings.local;

import java.time.Duration;

/** What got through in a second, and what each took of the processors and of memory. */
record Reached(double aSecond, double processorMs, double kilobytes) {

  /** Takes what gets so many through, and returns when the last of them is. */
  static Reached by(int count, Runnable work) {
    Use before = Use.now();
    long start = System.nanoTime();
    work.run();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    Use use = Use.now().since(before);
    return new Reached(
        count * 1e9 / took.toNanos(), use.millisEach(count), use.kilobytesEach(count));
  }
}
