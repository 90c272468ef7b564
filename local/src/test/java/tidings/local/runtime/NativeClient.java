package tidings.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The library in C that the runtime interface client speaks HTTP with. Left to itself, every client
 * writes it anew to one and the same place and crashes another that has it open there.
 */
final class NativeClient {
  private static final Map<String, String> NAMES = Map.of("amd64", "x86_64", "aarch64", "aarch_64");

  private static final Path FILE = unpack();

  private NativeClient() {}

  /** A copy that nobody writes to any more. */
  static Path file() {
    return FILE;
  }

  private static Path unpack() {
    String machine = System.getProperty("os.arch");
    String name = "/jni/libaws-lambda-jni.linux-%s.so".formatted(NAMES.get(machine));
    try (InputStream library = NativeClient.class.getResourceAsStream(name)) {
      if (library == null) {
        throw new IllegalStateException("the client has no library for " + machine);
      }
      Path file = Files.createTempFile("aws-lambda-jni", ".so");
      file.toFile().deleteOnExit();
      Files.write(file, library.readAllBytes());
      return file.toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
