package tidings.local.engines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tidings.local.template.Deployment;

/** The values of the secrets, current and previous, in one file that is replaced as a whole. */
final class StoredSecrets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecureRandom random = new SecureRandom();
  private final Optional<Path> file;
  private final Clock clock;
  private final Map<String, String> arns = new HashMap<>();
  private final Map<String, Versions> versions = new TreeMap<>();

  StoredSecrets(Optional<Path> folder, List<Deployment.Secret> secrets, Clock clock) {
    this.file = folder.map(path -> path.resolve("secrets.json"));
    this.clock = clock;
    file.filter(Files::exists).ifPresent(path -> versions.putAll(read(path)));
    for (Deployment.Secret secret : secrets) {
      arns.put(secret.logicalId(), secret.arn());
      arns.put(name(secret.arn()), secret.arn());
      arns.put(secret.arn(), secret.arn());
      if (!versions.containsKey(secret.arn())) {
        put(secret.arn(), first(secret));
      }
    }
  }

  /** The name in an ARN: all after {@code secret:} but the random suffix. */
  static String name(String arn) {
    String named = arn.substring(arn.lastIndexOf(':') + 1);
    int suffix = named.lastIndexOf('-');
    return suffix < 0 ? named : named.substring(0, suffix);
  }

  /** The ARN of a secret by its logical id, name or ARN. */
  Optional<String> find(String id) {
    return Optional.ofNullable(arns.get(id));
  }

  synchronized Optional<Version> version(String arn, String stage) {
    var held = Optional.ofNullable(versions.get(arn));
    return switch (stage) {
      case "AWSCURRENT" -> held.map(Versions::current);
      case "AWSPREVIOUS" -> held.map(Versions::previous);
      default -> Optional.empty();
    };
  }

  synchronized void put(String arn, String value) {
    var version =
        new Version(UUID.randomUUID().toString(), value, clock.instant().getEpochSecond());
    Versions before = versions.get(arn);
    versions.put(arn, new Versions(version, before == null ? null : before.current));
    file.ifPresent(path -> AtomicFile.write(path, json()));
  }

  private byte[] json() {
    try {
      return JSON.writeValueAsBytes(versions);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Versions> read(Path file) {
    try {
      return JSON.readValue(file.toFile(), new TypeReference<Map<String, Versions>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String first(Deployment.Secret secret) {
    try {
      JsonNode template = JSON.readTree(secret.template());
      if (template instanceof ObjectNode object) {
        return object.put(secret.generatedKey(), key(secret.length())).toString();
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the template of " + secret.logicalId() + " is no JSON", e);
    }
    throw new IllegalStateException("the template of " + secret.logicalId() + " is no object");
  }

  private String key(int length) {
    var key = new StringBuilder(length);
    random.ints(length, 0, ALPHABET.length()).forEach(index -> key.append(ALPHABET.charAt(index)));
    return key.toString();
  }

  /** A value under its id, made at these seconds since 1970. */
  record Version(String id, String value, long created) {}

  private record Versions(Version current, @Nullable Version previous) {}
}
