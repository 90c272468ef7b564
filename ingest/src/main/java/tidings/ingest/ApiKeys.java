package tidings.ingest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import tidings.digest.Sha256;
import tidings.lambda.Secret;
import tidings.lambda.Secrets;

/** The API keys of service callers, of which only SHA-256 hashes (lower-case hex) are kept. */
record ApiKeys(Secrets secrets, String secretArn) {

  /** Whether the key is live; one that is not known is looked up afresh first. */
  boolean admits(String key) {
    byte[] hash = Sha256.hex(key).getBytes(StandardCharsets.UTF_8);
    return matches(hash, secrets.live(secretArn)) || matches(hash, secrets.liveAfresh(secretArn));
  }

  private static boolean matches(byte[] hash, List<Secret> live) {
    boolean matches = false;
    for (Secret known : live) {
      matches |= known.matches(hash);
    }
    return matches;
  }
}
