package tidings.local.lambda;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tidings.local.engines.AtomicFile;

/** How far each function has come in each shard; kept in one file that is replaced as a whole. */
final class Checkpoints {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<Path> file;
  private final Map<String, String> sequences = new TreeMap<>();

  Checkpoints(Optional<Path> folder) {
    this.file = folder.map(path -> path.resolve("checkpoints.json"));
    file.filter(Files::exists).ifPresent(path -> sequences.putAll(read(path)));
  }

  private static Map<String, String> read(Path file) {
    try {
      return JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sequence number of the last record that the function is done with. */
  synchronized Optional<String> last(String functionId, String shardId) {
    return Optional.ofNullable(sequences.get(functionId + " " + shardId));
  }

  synchronized void done(String functionId, String shardId, String sequence) {
    sequences.put(functionId + " " + shardId, sequence);
    file.ifPresent(this::write);
  }

  private void write(Path path) {
    try {
      AtomicFile.write(path, JSON.writeValueAsBytes(sequences));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
