package tidings.local.genesys;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the simulated organisation looks like.
 *
 * @param integrationIds the Open Messaging integrations that exist
 * @param port where to listen on 127.0.0.1; 0 takes any
 * @param folder where its memory is kept; null keeps it in the process only
 */
public record GenesysSettings(
    Set<String> integrationIds,
    Client client,
    Webhook webhook,
    Limits limits,
    int port,
    @Nullable Path folder) {

  public GenesysSettings {
    integrationIds = Set.copyOf(integrationIds);
  }

  /** The OAuth client that may log in, and how long one of its tokens lives. */
  public record Client(String id, String secret, Duration tokenLife) {
    /** Genesys' own lifetime when none is set on the client: a day. */
    public static Client of(String id, String secret) {
      return new Client(id, secret, Duration.ofHours(24));
    }

    @Override
    public String toString() {
      return "Client[" + id + ", ***]";
    }
  }

  /** Where webhooks go, what signs them, and how stubbornly. */
  public record Webhook(URI uri, String secret, Duration receiptAfter, Tries tries) {
    /** Genesys' own patience; a receipt follows its message after 200 ms. */
    public static Webhook of(URI uri, String secret) {
      var tries = new Tries(Duration.ofSeconds(10), 5, Duration.ofSeconds(5));
      return new Webhook(uri, secret, Duration.ofMillis(200), tries);
    }

    @Override
    public String toString() {
      return "Webhook[" + uri + ", ***]";
    }
  }

  /** How long one try may take, how many more follow a failed one, and the pause between them. */
  public record Tries(Duration timeout, int retries, Duration pause) {}

  /**
   * Requests a minute for one token, and bytes of one body. The published sources give 300 and no
   * number of bytes.
   */
  public record Limits(int perMinute, int maximumBytes) {
    public static Limits standard() {
      return new Limits(300, 256 * 1024);
    }
  }
}
