package tidings.local.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A function in a process of its own, with what is on its class path and nothing else. */
public final class FunctionProcess implements AutoCloseable {
  private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

  private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  private static final String NATIVE_CLIENT =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

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
    return start(variables, FunctionClassPath.of(handler(variables)).text(), classes);
  }

  /** The same with another class path than that of the handler's module. */
  public static FunctionProcess start(
      Map<String, String> variables, String classPath, Path classes) {
    var flags =
        List.of(
            "-Xlog:class+load:file=" + classes.toAbsolutePath() + ":none:filecount=0",
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac");
    var all = new HashMap<>(variables);
    all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
    return start(java(flags, classPath, handler(variables)), all, classes);
  }

  /** Starts it as Lambda does where no snapshots are taken. */
  public static FunctionProcess cold(
      Map<String, String> variables, String classPath, String... flags) {
    var all = new ArrayList<>(List.of(flags));
    all.add("-XX:TieredStopAtLevel=1"); // Lambda's own choice for such functions
    return start(java(all, classPath, handler(variables)), variables, Path.of(""));
  }

  private static String handler(Map<String, String> variables) {
    return variables.getOrDefault("_HANDLER", "");
  }

  /** Starts another program that speaks with the Runtime API. */
  public static FunctionProcess program(String... command) {
    return start(List.of(command), Map.of(), Path.of(""));
  }

  private static List<String> java(List<String> flags, String classPath, String handler) {
    var command = new ArrayList<>(List.of(BIN.resolve("java").toString()));
    command.addAll(flags);
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-Dslf4j.internal.verbosity=ERROR",
            "-D" + NATIVE_CLIENT + "=" + NativeClient.file(),
            "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-classpath", classPath, CLIENT, handler));
    return command;
  }

  private static FunctionProcess start(
      List<String> command, Map<String, String> variables, Path classes) {
    var runtime = new RuntimeApi();
    var builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(variables);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtime.address());
    try {
      var process = builder.start();
      var _ = process.onExit().thenAccept(ended -> runtime.processEnded(ended.exitValue()));
      return new FunctionProcess(runtime, process, classes);
    } catch (IOException e) {
      runtime.close();
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it is ready for the snapshot, and holds it there. */
  public void awaitCheckpoint() {
    runtime.awaitCheckpoint();
  }

  /** Goes on, as from a snapshot; returns when it asks for its first event. */
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

  /** Writes all that is in its memory, also what nothing refers to: a snapshot keeps that too. */
  public Path heap(Path file) {
    jcmd("GC.heap_dump", "-all", file.toAbsolutePath().toString());
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

  /** Processor time since it began. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /** Ends it so that it can write what it has learnt (SIGTERM). */
  public void end() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    runtime.close();
  }
}
