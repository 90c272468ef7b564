import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks that every Java source has google-java-format's form, or with "write" gives it that form. */
class Format {
  public static void main(String[] args) throws Exception {
    boolean write = args[0].equals("write");
    var options = JavaFormatterOptions.defaultOptions();
    var formatter = new Formatter(options);
    var misformatted = new ArrayList<Path>();
    for (Path source : sources(Path.of(args[1]))) {
      String text = Files.readString(source);
      String formatted =
          formatter.formatSource(
              RemoveUnusedImports.removeUnusedImports(
                  ImportOrderer.reorderImports(text, options.style())));
      if (!formatted.equals(text)) {
        misformatted.add(source);
        if (write) {
          Files.writeString(source, formatted);
        }
      }
    }
    misformatted.forEach(source -> System.err.println((write ? "formatted " : "not formatted: ") + source));
    if (!write && !misformatted.isEmpty()) {
      System.err.println("Run: mvn -q -N verify -Dformat.mode=write");
      System.exit(1);
    }
  }

  private static List<Path> sources(Path root) throws Exception {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.startsWith(root.resolve("mobile")))
          .filter(file -> file.toString().contains("/src/".replace('/', java.io.File.separatorChar)))
          .toList();
    }
  }
}
