package tidings.lambda;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The variables of a function, as the template states them, and nothing else. A missing or
 * malformed one stops the start and is named.
 */
public record Env(Map<String, String> variables) {

  public Env {
    variables = Map.copyOf(variables);
  }

  /** The variables of this process. */
  public static Env system() {
    return new Env(System.getenv());
  }

  /**
   * The value of a variable that must be there.
   *
   * @throws IllegalStateException if it is missing or empty
   */
  public String required(String name) {
    return optional(name)
        .orElseThrow(() -> new IllegalStateException("the variable " + name + " is not set"));
  }

  /** The value of a variable; an empty one counts as absent, as CloudFormation's defaults do. */
  public Optional<String> optional(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
  }

  /** The items of a comma-separated variable, at least one. */
  public Set<String> requiredSet(String name) {
    var items = new TreeSet<String>();
    for (String item : required(name).split(",", -1)) {
      if (item.isBlank()) {
        throw malformed(name, "has an empty item");
      }
      items.add(item.strip());
    }
    return items;
  }

  /** The items of a comma-separated variable, at least one, each of so many bytes at most. */
  public Set<String> requiredSet(String name, int longest) {
    Set<String> items = requiredSet(name);
    for (String item : items) {
      if (item.getBytes(StandardCharsets.UTF_8).length > longest) {
        throw malformed(name, "has an item of more than " + longest + " bytes");
      }
    }
    return items;
  }

  /** A whole number of seconds above zero. */
  public Duration requiredSeconds(String name) {
    return Duration.ofSeconds(requiredCount(name));
  }

  /** A whole number of hours above zero. */
  public Duration requiredHours(String name) {
    return Duration.ofHours(requiredCount(name));
  }

  /** A whole number of days above zero. */
  public Duration requiredDays(String name) {
    return Duration.ofDays(requiredCount(name));
  }

  /** An absolute http or https address. */
  public URI requiredUri(String name) {
    try {
      URI uri = URI.create(required(name));
      if ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException _) {
      throw malformed(name, "is not an address");
    }
    throw malformed(name, "is not an http or https address");
  }

  private long requiredCount(String name) {
    try {
      long count = Long.parseLong(required(name));
      if (count > 0) {
        return count;
      }
    } catch (NumberFormatException _) {
      throw malformed(name, "is not a whole number");
    }
    throw malformed(name, "is not above zero");
  }

  private static IllegalStateException malformed(String name, String fault) {
    return new IllegalStateException("the variable " + name + " " + fault);
  }

  /** The names only: some values are credentials. */
  @Override
  public String toString() {
    return "Env" + variables.keySet();
  }
}
