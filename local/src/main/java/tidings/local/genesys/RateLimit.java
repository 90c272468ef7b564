package tidings.local.genesys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** So many requests for each token in a window of a minute, which opens with the first of them. */
final class RateLimit {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private final Clock clock;
  private final Map<String, Window> windows = new HashMap<>();

  /** A request's place in its window. */
  record Place(boolean granted, int count, int allowed, Duration reset) {

    /** Adds the headers that tell the caller how much is left. */
    Answer stamp(Answer answer) {
      return answer
          .plus("inin-ratelimit-count", count)
          .plus("inin-ratelimit-allowed", allowed)
          .plus("inin-ratelimit-reset", reset.toSeconds());
    }

    Answer refusal() {
      return Answer.tooMany(reset, allowed).plus("Retry-After", reset.toSeconds());
    }
  }

  /**
   * How much of the limit is used, by the token that uses most of it.
   *
   * @param resetsAt null where no window is open
   */
  record Usage(int allowed, int used, @Nullable Instant resetsAt) {}

  private record Window(Instant end, int count) {}

  RateLimit(int perMinute, Clock clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  synchronized Place take(String token) {
    Instant now = clock.instant();
    Window window = windows.get(token);
    if (window == null || !now.isBefore(window.end)) {
      window = new Window(now.plus(WINDOW), 0);
    }
    boolean granted = window.count < perMinute;
    var counted = new Window(window.end, granted ? window.count + 1 : window.count);
    windows.put(token, counted);
    return new Place(granted, counted.count, perMinute, wholeSeconds(now, counted.end));
  }

  synchronized Usage usage() {
    Instant now = clock.instant();
    return windows.values().stream()
        .filter(window -> now.isBefore(window.end))
        .max(Comparator.comparingInt(Window::count))
        .map(window -> new Usage(perMinute, window.count, window.end))
        .orElse(new Usage(perMinute, 0, null));
  }

  private static Duration wholeSeconds(Instant from, Instant to) {
    return Duration.ofSeconds(Duration.between(from, to).plusMillis(999).toSeconds());
  }
}
