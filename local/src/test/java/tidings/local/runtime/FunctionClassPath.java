package tidings.local.runtime;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What a function finds: its module, what that needs, and what Lambda itself brings. */
public record FunctionClassPath(List<Path> entries) {
  private static final String LAMBDAS =
      ".*aws-lambda-java-(runtime-interface-client|serialization|core)-.*|.*/utils-lite-.*";

  public FunctionClassPath {
    entries = List.copyOf(entries);
  }

  /** That of a handler of ours, by the name of its module in its package. */
  public static FunctionClassPath of(String handler) {
    Path module = Path.of("..", handler.split("\\.", -1)[1], "target");
    var entries = new ArrayList<>(List.of(module.resolve("classes")));
    try {
      String needed = Files.readString(module.resolve("function.classpath")).strip();
      entries.addAll(paths(needed));
    } catch (IOException e) {
      throw new UncheckedIOException("the module was not built", e);
    }
    entries.addAll(lambdas());
    return new FunctionClassPath(entries);
  }

  /** Lambda's own alone. */
  static List<Path> lambdas() {
    return paths(System.getProperty("java.class.path")).stream()
        .filter(path -> path.toString().matches(LAMBDAS))
        .toList();
  }

  private static List<Path> paths(String classPath) {
    return List.of(classPath.split(File.pathSeparator, -1)).stream().map(Path::of).toList();
  }

  /** The same with jars in the place of folders, as an AOT cache wants it. */
  public FunctionClassPath packed(Path folder) {
    var packed = new ArrayList<Path>();
    for (Path entry : entries) {
      packed.add(Files.isDirectory(entry) ? jar(entry, folder, packed.size()) : entry);
    }
    return new FunctionClassPath(packed);
  }

  private static Path jar(Path classes, Path folder, int number) {
    Path jar = folder.resolve("classes-" + number + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        var out = new JarOutputStream(file);
        var files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, out);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As {@code -classpath} takes it. */
  public String text() {
    return String.join(File.pathSeparator, entries.stream().map(Path::toString).toList());
  }
}
