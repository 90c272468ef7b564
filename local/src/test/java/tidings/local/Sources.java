package tidings.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's own files, as text. */
final class Sources {
  private Sources() {}

  /** The files below a folder whose names end so. */
  static Stream<Path> below(Path folder, String ending) {
    try (var files = Files.walk(folder)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      return found.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What matches the pattern in the Java, JavaScript and TypeScript files below a folder of the
   * project.
   */
  static Stream<String> words(String folder, Pattern pattern) {
    Path below = Docs.PROJECT.resolve(folder);
    return Stream.of(".java", ".mjs", ".ts")
        .flatMap(ending -> below(below, ending))
        .flatMap(file -> pattern.matcher(text(file)).results())
        .map(MatchResult::group);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
