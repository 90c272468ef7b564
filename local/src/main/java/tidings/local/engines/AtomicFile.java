package tidings.local.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file as a whole: after a crash it holds the old content or the new. */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes it, readable by its owner alone where the file system can say so. */
  public static void write(Path file, byte[] content) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path written = Files.createTempFile(folder, ".written", null);
      Files.write(written, content);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
