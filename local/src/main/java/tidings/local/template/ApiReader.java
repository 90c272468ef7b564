package tidings.local.template;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the HTTP API and gives its routes their authorizers. */
final class ApiReader {
  /**
   * An account's share of a region, which holds where nothing is stated (API Gateway, "Quotas").
   */
  private static final Deployment.Throttle ACCOUNT = new Deployment.Throttle(10_000, 5_000);

  private static final Deployment.Cors NO_CORS =
      new Deployment.Cors(List.of(), List.of(), List.of(), List.of(), Duration.ZERO);

  private final Names names;
  private final List<RouteEvent> events;

  ApiReader(Names names, List<RouteEvent> events) {
    this.names = names;
    this.events = List.copyOf(events);
  }

  /** The API of a template without one. */
  static Deployment.HttpApi none() {
    return new Deployment.HttpApi(List.of(), Map.of(), NO_CORS, ACCOUNT, Map.of());
  }

  private record Auth(Map<String, Deployment.Authorizer> authorizers, Optional<String> fallback) {}

  Deployment.HttpApi read(Resource resource, Fields api) {
    api.only("StageName", "$default");
    Auth auth =
        api.optional("Auth")
            .map(value -> value.read(this::auth))
            .orElseGet(() -> new Auth(Map.of(), Optional.empty()));
    List<Deployment.Route> routes = routes(auth);
    var throttles = new LinkedHashMap<String, Deployment.Throttle>();
    for (RouteEvent event : events) {
      event.throttle().ifPresent(throttle -> throttles.put(event.key(), throttle));
    }
    api.optional("RouteSettings")
        .ifPresent(settings -> throttles.putAll(throttles(settings, routes)));
    return new Deployment.HttpApi(
        routes,
        auth.authorizers(),
        api.optional("CorsConfiguration").map(cors -> cors.read(ApiReader::cors)).orElse(NO_CORS),
        api.optional("DefaultRouteSettings")
            .map(settings -> settings.read(ApiReader::throttle))
            .orElse(ACCOUNT),
        throttles);
  }

  private List<Deployment.Route> routes(Auth auth) {
    var routes = new ArrayList<Deployment.Route>();
    var seen = new HashSet<String>();
    for (RouteEvent event : events) {
      if (!seen.add(event.key().replaceAll("\\{[^}]*}", "{}"))) {
        throw event.place().fault("the route " + event.key() + " is taken");
      }
      routes.add(route(event, auth));
    }
    return routes;
  }

  private static Deployment.Route route(RouteEvent event, Auth auth) {
    Optional<String> authorizer =
        event.authorizer().map(value -> stated(value, auth.authorizers())).or(auth::fallback);
    return new Deployment.Route(
        event.method(),
        event.path(),
        event.functionId(),
        authorizer.filter(name -> !name.equals("NONE")));
  }

  private static String stated(Value name, Map<String, Deployment.Authorizer> authorizers) {
    if (!name.text().equals("NONE") && !authorizers.containsKey(name.text())) {
      throw name.place().fault("there is no authorizer " + name.text());
    }
    return name.text();
  }

  private Auth auth(Fields auth) {
    var authorizers = new LinkedHashMap<String, Deployment.Authorizer>();
    auth.required("Authorizers")
        .entries()
        .forEach((name, value) -> authorizers.put(name, value.read(this::authorizer)));
    return new Auth(
        authorizers, auth.optional("DefaultAuthorizer").map(name -> stated(name, authorizers)));
  }

  private Deployment.Authorizer authorizer(Fields authorizer) {
    Optional<Value> jwt = authorizer.optional("JwtConfiguration");
    if (jwt.isPresent()) {
      authorizer.required("IdentitySource");
      authorizer.only("IdentitySource", "$request.header.Authorization");
      return jwt.get().read(ApiReader::jwt);
    }
    return asked(authorizer);
  }

  private static Deployment.Jwt jwt(Fields jwt) {
    return new Deployment.Jwt(
        jwt.required("issuer").text(), jwt.required("audience").oneOrMoreTexts());
  }

  private Deployment.Asked asked(Fields authorizer) {
    authorizer.inert(Set.of("EnableFunctionDefaultPermissions", "FunctionInvokeRole"));
    authorizer.required("AuthorizerPayloadFormatVersion");
    authorizer.only("AuthorizerPayloadFormatVersion", "2.0");
    authorizer.required("EnableSimpleResponses");
    authorizer.only("EnableSimpleResponses", "true");
    Resource function = names.called(authorizer.required("FunctionArn"));
    return new Deployment.Asked(
        function.logicalId(), authorizer.required("Identity").read(ApiReader::identityHeaders));
  }

  private static List<String> identityHeaders(Fields identity) {
    // Answers are never kept for a while here, so the template must not ask for it.
    identity.only("ReauthorizeEvery", "0");
    identity.required("ReauthorizeEvery");
    return identity.required("Headers").texts();
  }

  private static Deployment.Cors cors(Fields cors) {
    Supplier<List<String>> none = List::of;
    return new Deployment.Cors(
        cors.optional("AllowOrigins").map(Value::texts).orElseGet(none),
        cors.optional("AllowMethods").map(Value::texts).orElseGet(none),
        cors.optional("AllowHeaders").map(Value::texts).orElseGet(none),
        cors.optional("ExposeHeaders").map(Value::texts).orElseGet(none),
        Duration.ofSeconds(cors.optional("MaxAge").map(age -> age.number(-1, 86_400)).orElse(0)));
  }

  /** A throttle of route settings; both numbers must be there. */
  static Deployment.Throttle throttle(Fields settings) {
    settings.inert(Set.of("DetailedMetricsEnabled"));
    return new Deployment.Throttle(
        settings.required("ThrottlingRateLimit").number(0, 10_000),
        settings.required("ThrottlingBurstLimit").number(0, 10_000));
  }

  private static Map<String, Deployment.Throttle> throttles(
      Value settings, List<Deployment.Route> routes) {
    Set<String> keys = new HashSet<>();
    routes.forEach(route -> keys.add(route.key()));
    var throttles = new LinkedHashMap<String, Deployment.Throttle>();
    settings
        .entries()
        .forEach(
            (key, value) -> {
              if (!keys.contains(key)) {
                throw value.place().fault("there is no route " + key);
              }
              throttles.put(key, value.read(ApiReader::throttle));
            });
    return throttles;
  }
}
