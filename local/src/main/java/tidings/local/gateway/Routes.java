package tidings.local.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tidings.local.template.Deployment;

/**
 * Finds the route of a request. A literal segment goes before a variable one, and a slash at the
 * end counts (API Gateway, "Working with routes for HTTP APIs").
 */
final class Routes {
  private final List<Deployment.Route> routes;

  Routes(List<Deployment.Route> routes) {
    this.routes = routes.stream().sorted(Comparator.comparing(Routes::literalsFirst)).toList();
  }

  /** A route with what its variables stand for, decoded. */
  record Match(Deployment.Route route, Map<String, String> pathParameters) {
    Match {
      pathParameters = Map.copyOf(pathParameters);
    }
  }

  /** Orders paths so that at the first segment in which two differ in kind the literal wins. */
  private static String literalsFirst(Deployment.Route route) {
    var order = new StringBuilder();
    for (String segment : route.path().split("/", -1)) {
      order.append(isVariable(segment) ? '1' : '0');
    }
    return order.toString();
  }

  Optional<Match> match(String method, String path) {
    String[] segments = path.split("/", -1);
    return routes.stream()
        .filter(route -> route.method().equals(method))
        .flatMap(route -> match(route, segments).stream())
        .findFirst();
  }

  private static Optional<Match> match(Deployment.Route route, String[] segments) {
    String[] patterns = route.path().split("/", -1);
    if (patterns.length != segments.length) {
      return Optional.empty();
    }
    var parameters = new LinkedHashMap<String, String>();
    for (int i = 0; i < patterns.length; i++) {
      String segment = decode(segments[i]);
      if (isVariable(patterns[i]) && !segment.isEmpty()) {
        parameters.put(patterns[i].substring(1, patterns[i].length() - 1), segment);
      } else if (!patterns[i].equals(segment)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Match(route, parameters));
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  /** A plus sign stands for itself in a path. */
  private static String decode(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
  }
}
