package tidings.local.genesys;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import tidings.lambda.MovableClock;

/** A simulator, a caller who is logged in, and the webhook that it posts to. */
final class Organisation implements AutoCloseable {
  final MovableClock clock = new MovableClock(Instant.parse("2026-11-20T09:15:02.417Z"));
  final Hook hook;
  final GenesysSimulator genesys;
  final Caller caller;

  private Organisation(Hook hook, Path folder, int perMinute) throws Exception {
    this.hook = hook;
    var settings =
        new GenesysSettings(
            Set.of(Caller.INTEGRATION),
            new GenesysSettings.Client("app", "s3cret", Duration.ofHours(1)),
            hook.target(),
            new GenesysSettings.Limits(perMinute, 10_000),
            0,
            folder);
    genesys = new GenesysSimulator(settings, clock);
    caller = new Caller(genesys.uri()).login();
  }

  static Organisation open() throws Exception {
    return new Organisation(Hook.open(), null, 300);
  }

  static Organisation allowing(int perMinute) throws Exception {
    return new Organisation(Hook.open(), null, perMinute);
  }

  static Organisation in(Path folder) throws Exception {
    return new Organisation(Hook.open(), folder, 300);
  }

  Organisation fault(String json) throws Exception {
    genesys.fault(Fault.of(new ObjectMapper().readTree(json)));
    return this;
  }

  @Override
  public void close() {
    caller.close();
    genesys.close();
    hook.close();
  }
}
