package tidings.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The stack as a process of its own, which can be killed. */
final class StackProcess implements AutoCloseable {
  private static final String UP = "Tidings is up at ";

  private final Process process;
  private final BufferedReader reader;
  private final List<String> lines = new ArrayList<>();
  private final Queue<String> output = new ConcurrentLinkedQueue<>();

  private StackProcess(Process process) {
    this.process = process;
    this.reader = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts it; {@link #address} tells when it is up. */
  static StackProcess start(int port, Path data, Path template) {
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx400m",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-classpath",
            System.getProperty("java.class.path"),
            "tidings.local.Main",
            "--port",
            Integer.toString(port),
            "--data",
            data.toString(),
            "--template",
            template.toString());
    try {
      return new StackProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is up; from then on its output is read and kept. */
  URI address() {
    String line = lineWith(UP);
    Thread.ofVirtual().start(() -> reader.lines().forEach(output::add));
    return URI.create(line.substring(line.indexOf(UP) + UP.length()));
  }

  /** Waits until it has ended by itself, and returns its exit code. */
  int exitCode() {
    reader.lines().forEach(lines::add);
    return process.onExit().join().exitValue();
  }

  /** What it has printed until it was up or had ended. */
  List<String> lines() {
    return lines;
  }

  /** What it has printed since it was up. */
  List<String> output() {
    return List.copyOf(output);
  }

  private String lineWith(String text) {
    try {
      String line = reader.readLine();
      while (line != null && !line.contains(text)) {
        lines.add(line);
        line = reader.readLine();
      }
      if (line == null) {
        throw new IllegalStateException("the stack did not start: " + lines);
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
