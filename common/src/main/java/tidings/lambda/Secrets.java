package tidings.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Secrets of Secrets Manager, each a JSON object of strings, kept for five minutes. They are read
 * when first asked for and never while the function is being initialised: a snapshot would keep
 * them.
 */
public final class Secrets {
  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SecretsManagerClient secretsManager;
  private final Clock clock;
  private final ConcurrentHashMap<String, Read> reads = new ConcurrentHashMap<>();

  public Secrets(SecretsManagerClient secretsManager, Clock clock) {
    this.secretsManager = secretsManager;
    this.clock = clock;
  }

  /**
   * One field of a secret.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if Secrets Manager cannot be asked
   * @throws IllegalStateException if the secret has no such field
   */
  public Secret get(String arn, String field) {
    return field(arn, field, KEPT);
  }

  /** One field of a secret, read afresh unless that was done within the last ten seconds. */
  public Secret getAfresh(String arn, String field) {
    return field(arn, field, BETWEEN_REFRESHES);
  }

  private Secret field(String arn, String field, Duration noOlderThan) {
    String value = read(arn, noOlderThan).secret.path(field).asText();
    if (value.isEmpty()) {
      throw new IllegalStateException("the secret " + arn + " has no field " + field);
    }
    return new Secret(value);
  }

  /** The live values of a secret that is being changed: current, then previous where it is set. */
  public List<Secret> live(String arn) {
    return read(arn, KEPT).live;
  }

  /** The live values, read afresh unless that was done within the last ten seconds. */
  public List<Secret> liveAfresh(String arn) {
    return read(arn, BETWEEN_REFRESHES).live;
  }

  private static List<Secret> live(JsonNode secret) {
    return Stream.of("current", "previous")
        .map(field -> secret.path(field).asText())
        .filter(value -> !value.isEmpty())
        .map(Secret::new)
        .toList();
  }

  private Read read(String arn, Duration noOlderThan) {
    Instant now = clock.instant();
    Read last = reads.get(arn);
    if (last == null || !last.at.plus(noOlderThan).isAfter(now)) {
      JsonNode secret = fetch(arn);
      last = new Read(secret, live(secret), now);
      reads.put(arn, last);
    }
    return last;
  }

  private JsonNode fetch(String arn) {
    String text = secretsManager.getSecretValue(get -> get.secretId(arn)).secretString();
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      throw new IllegalStateException("the secret " + arn + " is not a JSON object");
    }
  }

  private record Read(JsonNode secret, List<Secret> live, Instant at) {}
}
