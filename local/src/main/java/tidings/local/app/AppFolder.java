package tidings.local.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of the app's sources and of what is built from them.
 *
 * @param root where {@code package.json} is
 */
public record AppFolder(Path root) {
  private static final List<String> SOURCES =
      List.of("src", "public", "angular.json", "package.json", "package-lock.json");

  Path built() {
    return root.resolve("www");
  }

  Path index() {
    return built().resolve("index.html");
  }

  boolean hasSources() {
    return Files.exists(root.resolve("package.json"));
  }

  boolean isBuilt() {
    return Files.exists(index());
  }

  /** Returns true if a source is younger than what was built, or nothing was built yet. */
  boolean isStale() {
    return !isBuilt() || youngest(SOURCES).compareTo(changed(index())) > 0;
  }

  /** Returns true if the packages are there as the lock file wants them. */
  boolean hasPackages() {
    Path installed = root.resolve("node_modules/.package-lock.json");
    return Files.exists(installed)
        && changed(installed).compareTo(changed(root.resolve("package-lock.json"))) >= 0;
  }

  private FileTime youngest(List<String> names) {
    return names.stream()
        .map(root::resolve)
        .filter(Files::exists)
        .flatMap(AppFolder::files)
        .map(AppFolder::changed)
        .max(FileTime::compareTo)
        .orElse(FileTime.fromMillis(0));
  }

  private static Stream<Path> files(Path path) {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("the app's sources cannot be read: " + path, e);
    }
  }

  private static FileTime changed(Path path) {
    try {
      return Files.getLastModifiedTime(path);
    } catch (IOException e) {
      throw new UncheckedIOException("the app's sources cannot be read: " + path, e);
    }
  }
}
