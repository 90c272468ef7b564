package tidings.ops;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.stream.Stream;
import tidings.message.MessageJson;

/**
 * A folder to which an export is written piece by piece. As long as it is not whole, a file says
 * so; then the export may be run again and goes on.
 */
record ExportFolder(Path to, PrintWriter out, PrintWriter err) {
  private static final String UNFINISHED = "UNFINISHED";
  private static final int TELL_EVERY = 1000;

  /**
   * Refuses a folder with something in it that no export has left.
   *
   * @throws Misuse if it is no place to write to
   */
  void begin() throws IOException {
    if (Files.isRegularFile(to)) {
      throw new Misuse(to + " is a file: name a folder");
    }
    if (Files.exists(to.resolve(UNFINISHED))) {
      say("goes on with the export that was cut off");
    } else if (Files.isDirectory(to)) {
      try (var there = Files.list(to)) {
        if (there.findAny().isPresent()) {
          throw new Misuse("there is something in " + to + ": name another folder");
        }
      }
    }
    Files.createDirectories(to.resolve("media"));
    Files.writeString(to.resolve(UNFINISHED), "Run the command again, and it goes on.\n");
  }

  /** Writes each item as it comes, a line each. */
  void write(String name, Stream<? extends JsonNode> items) throws IOException {
    long count = 0;
    try (BufferedWriter file = Files.newBufferedWriter(to.resolve(name))) {
      for (Iterator<? extends JsonNode> all = items.iterator(); all.hasNext(); count++) {
        file.append(MessageJson.write(all.next())).append('\n');
        if (count % TELL_EVERY == TELL_EVERY - 1) {
          say("%s: %d so far".formatted(name, count + 1));
        }
      }
    }
    tell(name, count);
  }

  /** Fetches what is not there yet; a file is under its name only when it is whole. */
  void fetch(String name, long bytes, Fetching fetching) throws IOException {
    Path file = to.resolve("media").resolve(name);
    if (Files.exists(file) && Files.size(file) == bytes) {
      return;
    }
    Files.createDirectories(file.getParent());
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Files.deleteIfExists(part);
    fetching.to(part);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Gets a file and puts it there. */
  @FunctionalInterface
  interface Fetching {
    void to(Path file);
  }

  void tell(String name, long count) {
    out.printf("%-20s %d%n", name, count);
    out.flush();
  }

  void say(String words) {
    err.println(words);
    err.flush();
  }

  void end() throws IOException {
    Files.delete(to.resolve(UNFINISHED));
  }
}
