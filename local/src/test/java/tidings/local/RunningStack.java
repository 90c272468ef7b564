package tidings.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** One stack in memory for all tests of this JVM; each test takes users of its own. */
final class RunningStack {
  static final Path TEMPLATE = Path.of("../template.yaml");
  private static final Stack STACK = Stack.start(inMemory(TEMPLATE), Clock.systemUTC());

  private RunningStack() {}

  static Client client() {
    return new Client(STACK.uri());
  }

  static URI uri() {
    return STACK.uri();
  }

  static Options inMemory(Path template) {
    return new Options(0, Optional.empty(), template, 100_000, false, Map.of());
  }
}
