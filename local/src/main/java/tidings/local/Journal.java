package tidings.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An append-only file of JSON lines. A line is with the operating system when {@link #append}
 * returns, so it survives the death of this process, though not of the machine. A last line that
 * was cut short is dropped when the file is opened again.
 */
public final class Journal implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable Path file;
  private final OutputStream out;

  private Journal(@Nullable Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /** Opens {@code <name>.jsonl} in this folder and makes both where missing; null keeps nothing. */
  public static Journal in(@Nullable Path folder, String name) {
    if (folder == null) {
      return new Journal(null, OutputStream.nullOutputStream());
    }
    Path file = folder.resolve(name + ".jsonl");
    try {
      Files.createDirectories(folder);
      dropTornLine(file);
      // A FileChannel would be closed for everybody by the interrupt of one writer.
      return new Journal(file, new FileOutputStream(file.toFile(), true));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot open the journal " + file, e);
    }
  }

  /** Every line so far, oldest first. */
  public List<JsonNode> lines() {
    var lines = new ArrayList<JsonNode>();
    if (file == null) {
      return lines;
    }
    try {
      for (String line : Files.readAllLines(file)) {
        lines.add(JSON.readTree(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the journal " + file, e);
    }
    return lines;
  }

  public synchronized void append(JsonNode line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the journal " + file, e);
    }
  }

  @Override
  public synchronized void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the journal " + file, e);
    }
  }

  private static void dropTornLine(Path file) throws IOException {
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length;
      while (end > 0 && bytes[end - 1] != '\n') {
        end--;
      }
      channel.truncate(end);
    }
  }
}
