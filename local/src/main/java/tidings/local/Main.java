package tidings.local;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Starts the stack and runs until it is stopped. */
public final class Main {
  /** Set where another process started this one only to run it: then they end together. */
  private static final String WITH_PARENT = "tidings.endWithParent";

  /** Set where the app is to be built as well, if it must be. */
  private static final String BUILD_APP = "tidings.buildApp";

  private static final Duration PARENT_CHECK = Duration.ofMillis(300);

  private Main() {}

  /** Prints the address to open; what stops the start is said in one line. */
  public static void main(String[] arguments) throws InterruptedException {
    try {
      var options = Options.parse(List.of(arguments), System.getenv());
      Stack stack = Stack.start(options, Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
      if (Boolean.getBoolean(WITH_PARENT)) {
        endWithParent();
      }
      if (Boolean.getBoolean(BUILD_APP)) {
        stack.buildApp();
      }
      System.out.println("Tidings is up at " + stack.uri() + "/");
    } catch (RuntimeException e) {
      System.err.println("Tidings cannot start: " + reason(e));
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private static void endWithParent() {
    ProcessHandle.current()
        .parent()
        .ifPresent(parent -> Thread.ofVirtual().name("parent").start(() -> exitAfter(parent)));
  }

  /**
   * Asks again and again: {@code onExit} of a process that is not our child may be seconds late.
   */
  private static void exitAfter(ProcessHandle parent) {
    while (parent.isAlive()) {
      LockSupport.parkNanos(PARENT_CHECK.toNanos());
    }
    System.exit(0);
  }

  private static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String own = String.valueOf(e.getMessage());
    return cause == e ? own : own + ": " + cause.getMessage();
  }
}
