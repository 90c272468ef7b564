package tidings.local;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Starts the stack and runs until it is stopped. */
public final class Main {
  /** Set where another process started this one only to run it: then they end together. */
  private static final String WITH_PARENT = "tidings.endWithParent";

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
      System.out.println("Tidings is up at " + stack.uri() + "/");
    } catch (RuntimeException e) {
      System.err.println("Tidings cannot start: " + reason(e));
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }

  private static void endWithParent() {
    Optional<ProcessHandle> parent = ProcessHandle.current().parent();
    Thread.ofVirtual().start(() -> exitAfter(parent));
  }

  private static void exitAfter(Optional<ProcessHandle> parent) {
    parent.ifPresent(
        process -> {
          process.onExit().join();
          System.exit(0);
        });
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
