package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The routes that the pages name or call. */
class DocsRoutesTest {
  private static final Docs DOCS = Docs.read();
  private static final OpenApi API = OpenApi.read();

  /** A method or several, and a path; {@code …} stands for the beginning of a long one. */
  private static final Pattern ROUTE =
      Pattern.compile("\\b((?:GET|HEAD|POST|PUT|PATCH|DELETE)(?:\\|[A-Z]+)*) (…?/[\\w/{}.…-]+)");

  private static final Pattern CALLED =
      Pattern.compile("(?:\\$B|\\$\\(output ApiUrl\\))(/[^\\s\"'?|]*)");
  private static final Pattern OF_LOCAL =
      Pattern.compile("\"(GET|POST|PUT|DELETE) (/[\\w./*-]+)\"");

  @Test
  void everyRouteThatIsNamedExists() {
    Set<String> local =
        Sources.words("local/src/main/java/tidings/local", OF_LOCAL)
            .map(literal -> literal.replaceAll("\"", "").replaceFirst(" ", " /local"))
            .collect(Collectors.toSet());

    var faults = new ArrayList<String>();
    for (Docs.Piece code : DOCS.code()) {
      code.matches(ROUTE)
          .flatMap(route -> methods(route.group(1)).map(it -> it + " " + route.group(2)))
          .filter(route -> !isOfGenesys(route) && !local.contains(starred(route)) && !isOurs(route))
          .forEach(
              route ->
                  faults.add(code.place() + " names " + route + ", which is no route of ours."));
    }
    assertThat(faults).isEmpty();
  }

  /** As the local stack writes what varies. */
  private static String starred(String route) {
    return route.replaceAll("\\{\\w+}", "*");
  }

  private static Stream<String> methods(String methods) {
    return Stream.of(methods.split("\\|"));
  }

  private static boolean isOfGenesys(String route) {
    return route.contains(" /api/v2/") || route.contains(" /oauth/");
  }

  private static boolean isOurs(String route) {
    String[] parts = route.split(" ", 2);
    if (parts[1].startsWith("…")) {
      return API.operations().stream()
          .filter(operation -> operation.method().equals(parts[0]))
          .anyMatch(operation -> operation.path().endsWith(parts[1].substring(1)));
    }
    return API.operation(parts[0], parts[1]).isPresent();
  }

  @Test
  void everyAddressThatACommandCallsIsARoute() {
    var faults = new ArrayList<String>();
    for (Docs.Piece code : DOCS.code()) {
      code.matches(CALLED)
          .map(call -> call.group(1).replaceAll("\\$\\w+", "x"))
          .filter(path -> !path.startsWith("/local/") && !isCalled(path))
          .forEach(path -> faults.add(code.place() + " calls " + path + ", which is no route."));
    }
    assertThat(faults).isEmpty();
  }

  private static boolean isCalled(String path) {
    return List.of("GET", "POST", "PUT", "DELETE").stream()
        .anyMatch(method -> API.operation(method, path).isPresent());
  }
}
