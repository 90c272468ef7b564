package tidings.local.lambda;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tidings.local.engines.Account;
import tidings.local.engines.Engines;
import tidings.local.template.Deployment;
import tidings.local.template.Deployment.Statement;

/** One set of engines that keeps nothing, for all tests of this package in this JVM. */
final class Local {
  static final Account ACCOUNT = new Account("eu-west-1", "000000000000");
  static final List<Statement> EVERYTHING =
      List.of(new Statement(true, List.of("*"), List.of("*")));
  static final Engines.Site SITE =
      new Engines.Site(ACCOUNT, Optional.empty(), 0, Set.of("AKIAAllowed"));
  private static final Engines ENGINES =
      Engines.start(deployment(List.of(), List.of()), SITE, Clock.systemUTC());

  private Local() {}

  static Engines engines() {
    return ENGINES;
  }

  static Deployment deployment(List<Deployment.Function> functions, List<Deployment.Queue> queues) {
    var api =
        new Deployment.HttpApi(
            List.of(),
            Map.of(),
            new Deployment.Cors(List.of(), List.of(), List.of(), List.of(), Duration.ZERO),
            new Deployment.Throttle(1, 1),
            Map.of());
    return new Deployment(
        api,
        functions,
        queues,
        List.of(),
        List.of(new Deployment.Bucket("Media", "media", List.of())),
        List.of(),
        Map.of());
  }

  /** A function with this handler that may do what the statements say. */
  static Deployment.Function function(
      String handler, List<Statement> permissions, Deployment.Source... sources) {
    return new Deployment.Function(
        "Worker", handler, Map.of(), Duration.ofSeconds(5), permissions, List.of(sources));
  }

  /** Polls the sources of a function that may do everything and does what the lambda says. */
  static EventSources polling(Functions worker, Deployment.Source source) {
    var deployment = deployment(List.of(function("none.None", EVERYTHING, source)), List.of());
    return EventSources.start(deployment, worker, ENGINES, SITE, Clock.systemUTC());
  }
}
