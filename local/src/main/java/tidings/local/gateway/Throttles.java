package tidings.local.gateway;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import tidings.local.template.Deployment;

/** One token bucket for each route. */
final class Throttles {
  private final Map<String, Bucket> buckets = new HashMap<>();

  Throttles(Deployment.HttpApi api, Clock clock) {
    for (Deployment.Route route : api.routes()) {
      buckets.put(
          route.key(),
          new Bucket(api.routeThrottles().getOrDefault(route.key(), api.defaultThrottle()), clock));
    }
  }

  /** Returns false if the route has had its share for now. */
  boolean admits(Deployment.Route route) {
    Bucket bucket = buckets.get(route.key());
    return bucket != null && bucket.take();
  }

  private static final class Bucket {
    private static final double NANOS = Duration.ofSeconds(1).toNanos();

    private final Deployment.Throttle throttle;
    private final Clock clock;
    private double tokens;
    private Instant filled;

    Bucket(Deployment.Throttle throttle, Clock clock) {
      this.throttle = throttle;
      this.clock = clock;
      this.tokens = throttle.burst();
      this.filled = clock.instant();
    }

    synchronized boolean take() {
      Instant now = clock.instant();
      double passed = Math.max(0, Duration.between(filled, now).toNanos() / NANOS);
      tokens = Math.min(throttle.burst(), tokens + passed * throttle.ratePerSecond());
      filled = now;
      if (tokens < 1) {
        return false;
      }
      tokens--;
      return true;
    }
  }
}
