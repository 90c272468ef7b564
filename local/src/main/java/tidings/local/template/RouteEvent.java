package tidings.local.template;

import java.util.Optional;

/** An HttpApi event of a function, as stated: the API's default authorizer is not yet applied. */
record RouteEvent(
    Place place,
    String method,
    String path,
    String functionId,
    Optional<Value> authorizer,
    Optional<Deployment.Throttle> throttle) {

  /** API Gateway's name of the route. */
  String key() {
    return method + " " + path;
  }
}
