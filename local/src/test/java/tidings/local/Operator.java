package tidings.local;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import tidings.ops.Tidings;

/** Runs the operator's command against a stack. */
record Operator(URI stack, Clock clock) {

  /** What the command said, and how it ended. */
  record Said(int exitCode, String out, String err) {

    /** The lines that name this. */
    List<String> linesWith(String text) {
      return out.lines().filter(line -> line.contains(text)).toList();
    }
  }

  /** An operator of the stack that all tests share. */
  static Operator ofRunningStack() {
    return new Operator(RunningStack.uri(), Clock.systemUTC());
  }

  Said run(String... arguments) {
    return say(
        Stream.concat(Stream.of(arguments), Stream.of("--local", stack.toString()))
            .toArray(String[]::new));
  }

  /** Like the other, without saying where. */
  Said say(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exitCode =
        Tidings.commands(new PrintWriter(out), clock)
            .setErr(new PrintWriter(err))
            .execute(arguments);
    return new Said(exitCode, out.toString(), err.toString());
  }
}
