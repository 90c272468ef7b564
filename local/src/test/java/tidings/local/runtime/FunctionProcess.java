package tidings.local.runtime;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A function in a process of its own, with what is on its class path and nothing else. */
public final class FunctionProcess implements AutoCloseable {
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  private final RuntimeApi runtime;
  private final Process process;
  private final Path classes;

  private FunctionProcess(RuntimeApi runtime, Process process, Path classes) {
    this.runtime = runtime;
    this.process = process;
    this.classes = classes;
  }

  /**
   * Starts it as Lambda does where snapshots are taken; it stops short of the snapshot.
   *
   * @param variables of which _HANDLER names the code
   * @param classes where the names of the classes go that it loads
   */
  public static FunctionProcess start(Map<String, String> variables, Path classes) {
    var runtime = new RuntimeApi();
    String handler = variables.getOrDefault("_HANDLER", "");
    var command =
        List.of(
            BIN.resolve("java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Xlog:class+load:file=" + classes.toAbsolutePath() + ":none:filecount=0",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "--enable-native-access=ALL-UNNAMED",
            "-classpath",
            classPath(handler),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            handler);
    var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtime.address());
    builder.environment().put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    try {
      return new FunctionProcess(runtime, builder.start(), classes);
    } catch (IOException e) {
      runtime.close();
      throw new UncheckedIOException(e);
    }
  }

  /** The handler's module, what that needs, and what Lambda itself brings. */
  private static String classPath(String handler) {
    Path module = Path.of("..", handler.split("\\.", -1)[1], "target");
    var path = new ArrayList<String>();
    path.add(module.resolve("classes").toString());
    try {
      path.add(Files.readString(module.resolve("function.classpath")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the module was not built", e);
    }
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (part.matches(".*aws-lambda-java-(runtime-interface-client|serialization|core)-.*")) {
        path.add(part);
      }
    }
    return String.join(File.pathSeparator, path);
  }

  /** Waits until it is ready for the snapshot, and holds it there. */
  public void awaitCheckpoint() {
    runtime.awaitCheckpoint();
  }

  /** Goes on, as from a snapshot. */
  public void restore() {
    runtime.restore();
  }

  /** Returns what it answers to the event; both are JSON. */
  public String invoke(String event) {
    return runtime.invoke(event);
  }

  /** The names of the classes that it has loaded since it began, in that order. */
  public List<String> loadedClasses() {
    try (var lines = Files.lines(classes)) {
      return lines.map(line -> line.split(" ", 2)[0]).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of which classes it holds how many instances, a line each. */
  public List<String> histogram() {
    return jcmd("GC.class_histogram").lines().toList();
  }

  /** Writes all that is reachable in its memory. */
  public Path heap(Path file) {
    jcmd("GC.heap_dump", file.toAbsolutePath().toString());
    return file;
  }

  private String jcmd(String... command) {
    var whole = new ArrayList<>(List.of(BIN.resolve("jcmd").toString(), "" + process.pid()));
    whole.addAll(List.of(command));
    try {
      var jcmd = new ProcessBuilder(whole).redirectErrorStream(true).start();
      String output = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (jcmd.onExit().join().exitValue() != 0) {
        throw new IllegalStateException(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    runtime.close();
  }
}
