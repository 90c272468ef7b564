package tidings.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import tidings.local.runtime.FunctionClassPath;
import tidings.local.runtime.FunctionProcess;
import tidings.local.runtime.Hello;
import tidings.local.template.Deployment;

/**
 * From the start of a process to its first answer: functions, beside the least that one can be in
 * Java and in Node.js; and what a function that has rehearsed answers first, to what it answers
 * later.
 */
final class ColdBench {
  private static final int ROUNDS = 5;
  private static final int ANSWERS = 100;
  private static final String HELLO = "hello in Java";
  private static final Map<String, String> HELLO_VARIABLES = Map.of("_HANDLER", Hello.HANDLER);
  private final Stack stack;
  private final Events events;
  private final List<String> functions;
  private final Path folder;

  private ColdBench(Stack stack, Path folder) {
    this.stack = stack;
    this.events = new Events(Callers.of(stack.uri()));
    this.functions =
        TemplateRulesTest.read().functions().stream().map(Deployment.Function::logicalId).toList();
    this.folder = folder;
  }

  /** A start, and what it took until the first answer was there. */
  private record Start(double wallMs, double processorMs) {}

  static List<String> run() throws IOException {
    Path folder = Files.createTempDirectory("cold");
    String quiet = Bench.templateWithout("SQS|DynamoDB");
    Path template = Files.writeString(folder.resolve("template.yaml"), quiet);
    try (var stack = Bench.stack(template, 100_000, Map.of())) {
      var bench = new ColdBench(stack, folder);
      bench.events.registerPhone();
      var lines = new ArrayList<>(bench.starts());
      lines.addAll(bench.rehearsed());
      return lines;
    }
  }

  private List<String> starts() throws IOException {
    var subjects = subjects();
    var taken = new LinkedHashMap<String, List<Start>>();
    for (int round = 0; round < ROUNDS; round++) {
      subjects.forEach(
          (name, subject) ->
              taken.computeIfAbsent(name, _ -> new ArrayList<>()).add(subject.get()));
    }
    double node = wall(taken.getOrDefault("hello in Node.js", List.of()));
    var lines = new ArrayList<String>();
    lines.add("## From the start of a process to its first answer");
    lines.add("");
    lines.add("Medians of %d starts, taken in turns:".formatted(ROUNDS));
    lines.add("");
    lines.add("| | ms | ms of processor | to hello in Node.js |");
    lines.add("|---|---|---|---|");
    taken.forEach(
        (name, starts) ->
            lines.add(
                "| %s | %.0f | %.0f | %.1f |"
                    .formatted(
                        name,
                        wall(starts),
                        median(starts.stream().map(Start::processorMs).toList()),
                        wall(starts) / node)));
    lines.add("");
    return lines;
  }

  private Map<String, Supplier<Start>> subjects() throws IOException {
    var subjects = new LinkedHashMap<String, Supplier<Start>>();
    Path script = Files.writeString(folder.resolve("hello.js"), Hello.IN_NODE);
    subjects.put(
        "hello in Node.js",
        () -> first(() -> FunctionProcess.program("node", script.toString()), "{}"));
    put(subjects, HELLO, HELLO_VARIABLES, Hello.classPath());
    for (String id : functions) {
      var variables = stack.variables(id);
      put(subjects, id, variables, FunctionClassPath.of(variables.getOrDefault("_HANDLER", "")));
    }
    return subjects;
  }

  /** Plain, and with a cache of what it loads and links, as a run before has written it. */
  private void put(
      Map<String, Supplier<Start>> subjects,
      String name,
      Map<String, String> variables,
      FunctionClassPath classPath)
      throws IOException {
    Path jars = Files.createTempDirectory(folder, "jars");
    String packed = classPath.packed(jars).text();
    String cache = jars.resolve("aot").toString();
    try (var training =
        FunctionProcess.cold(variables, packed, "-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off")) {
      training.invoke(event(name));
      training.end();
    }
    subjects.put(name, () -> first(() -> FunctionProcess.cold(variables, packed), event(name)));
    subjects.put(
        name + ", AOT cache",
        () ->
            first(
                () -> FunctionProcess.cold(variables, packed, "-XX:AOTCache=" + cache),
                event(name)));
  }

  private String event(String name) {
    return name.startsWith("hello") ? "{}" : events.of(name);
  }

  private static Start first(Supplier<FunctionProcess> start, String event) {
    long begin = System.nanoTime();
    try (var function = start.get()) {
      function.invoke(event);
      double wall = millis(begin);
      return new Start(wall, function.processorTime().toNanos() / 1e6);
    }
  }

  private List<String> rehearsed() {
    var lines = new ArrayList<String>();
    lines.add("## A first answer after the rehearsal, to later ones");
    lines.add("");
    lines.add("| | first, ms | median of %d later | ratio |".formatted(ANSWERS));
    lines.add("|---|---|---|---|");
    lines.add(restored(HELLO, HELLO_VARIABLES, Hello.classPath()));
    for (String id : functions) {
      var variables = stack.variables(id);
      var classPath = FunctionClassPath.of(variables.getOrDefault("_HANDLER", ""));
      lines.add(restored(id, variables, classPath));
    }
    return lines;
  }

  /** The first round warms the engines. */
  private String restored(String name, Map<String, String> variables, FunctionClassPath classPath) {
    var firsts = new ArrayList<Double>();
    var later = new ArrayList<Double>();
    for (int round = 0; round <= ROUNDS; round++) {
      try (var function =
          FunctionProcess.start(variables, classPath.text(), folder.resolve("classes"))) {
        function.awaitCheckpoint();
        function.restore();
        double first = answer(function, name);
        IntStream.range(0, ANSWERS).forEach(_ -> answer(function, name));
        var steady = IntStream.range(0, ANSWERS).mapToObj(_ -> answer(function, name)).toList();
        if (round > 0) {
          firsts.add(first);
          later.addAll(steady);
        }
      }
    }
    double first = median(firsts);
    double steady = median(later);
    return "| %s | %.1f | %.1f | %.1f |".formatted(name, first, steady, first / steady);
  }

  private double answer(FunctionProcess function, String name) {
    String event = event(name);
    long begin = System.nanoTime();
    function.invoke(event);
    return millis(begin);
  }

  private static double wall(List<Start> starts) {
    return median(starts.stream().map(Start::wallMs).toList());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElse(Double.NaN);
  }

  private static double millis(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin).toNanos() / 1e6;
  }
}
