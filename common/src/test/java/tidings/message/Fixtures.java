package tidings.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Webhook bodies as Genesys sends them, with their signatures under {@link #SECRET}. */
public final class Fixtures {
  public static final String SECRET = "fixture-secret-0123456789";

  private Fixtures() {}

  /** The files' names. */
  public static Stream<String> names() {
    return signatures().keySet().stream();
  }

  /** Signature header by file name. */
  public static Map<String, String> signatures() {
    var signatures = new LinkedHashMap<String, String>();
    new String(bytes("signatures.txt"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(" "))
        .forEach(parts -> signatures.put(parts[0], parts[1]));
    return signatures;
  }

  public static byte[] bytes(String name) {
    String path = "/genesys-webhooks/" + name;
    try (InputStream file =
        Objects.requireNonNull(Fixtures.class.getResourceAsStream(path), path)) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }
}
