package tidings.local.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tidings.local.template.Deployment;

/** Small APIs to serve. */
final class Apis {
  static final String ORIGIN = "https://app.example";

  private Apis() {}

  static Deployment.Route open(String method, String path) {
    return new Deployment.Route(method, path, "Function", Optional.empty());
  }

  static Deployment.Route behind(String authorizer, String method, String path) {
    return new Deployment.Route(method, path, "Function", Optional.of(authorizer));
  }

  static Deployment.HttpApi api(List<Deployment.Route> routes) {
    return api(routes, Map.of(), new Deployment.Throttle(1000, 1000));
  }

  static Deployment.HttpApi api(
      List<Deployment.Route> routes,
      Map<String, Deployment.Authorizer> authorizers,
      Deployment.Throttle throttle) {
    var cors =
        new Deployment.Cors(
            List.of(ORIGIN),
            List.of("GET", "PUT"),
            List.of("authorization"),
            List.of("etag"),
            Duration.ofMinutes(10));
    return new Deployment.HttpApi(routes, authorizers, cors, throttle, Map.of());
  }
}
