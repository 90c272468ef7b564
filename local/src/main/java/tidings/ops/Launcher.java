package tidings.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Writes the shell script that starts the command on the JDK and the class path of this process, so
 * that each use of it is one short Java run and not a build.
 */
final class Launcher {
  private Launcher() {}

  /** Takes the script's path. */
  public static void main(String[] arguments) throws IOException {
    Path script = Path.of(arguments[0]);
    Files.createDirectories(script.toAbsolutePath().getParent());
    Files.writeString(script, script());
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static String script() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return """
        #!/bin/sh
        exec '%s' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dorg.slf4j.simpleLogger.defaultLogLevel=error \
        -classpath '%s' tidings.ops.Tidings "$@"
        """
        .formatted(java, System.getProperty("java.class.path"));
  }
}
