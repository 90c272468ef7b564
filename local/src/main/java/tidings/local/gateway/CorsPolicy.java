package tidings.local.gateway;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tidings.local.template.Deployment;

/** Says to browsers what other origins may do (API Gateway, "Configure CORS for HTTP APIs"). */
record CorsPolicy(Deployment.Cors cors) {

  /** Returns whether the gateway answers preflights itself. */
  boolean isConfigured() {
    return !cors.origins().isEmpty();
  }

  /** The answer to a preflight; an origin that is not allowed gets no leave. */
  Answer preflight(Request request) {
    var headers = new TreeMap<String, List<String>>();
    if (allows(request)) {
      put(headers, "access-control-allow-methods", cors.methods());
      put(headers, "access-control-allow-headers", cors.headers());
      headers.put("access-control-max-age", List.of(String.valueOf(cors.maxAge().toSeconds())));
    }
    return new Answer(204, headers, new byte[0]);
  }

  private static void put(Map<String, List<String>> headers, String name, List<String> values) {
    if (!values.isEmpty()) {
      headers.put(name, List.of(String.join(",", values)));
    }
  }

  /** The answer with the headers of this policy; what a function says of CORS is dropped. */
  Answer applied(Answer answer, Request request) {
    if (!isConfigured()) {
      return answer;
    }
    Answer own = request.isPreflight() ? answer : answer.without("access-control-");
    return allows(request) ? own.with(leave(request)) : own;
  }

  private Map<String, String> leave(Request request) {
    var headers = new TreeMap<String, String>();
    headers.put(
        "access-control-allow-origin",
        cors.origins().contains("*") ? "*" : request.header("origin").orElseThrow());
    if (!cors.exposedHeaders().isEmpty()) {
      headers.put("access-control-expose-headers", String.join(",", cors.exposedHeaders()));
    }
    return headers;
  }

  private boolean allows(Request request) {
    return request
        .header("origin")
        .filter(origin -> cors.origins().stream().anyMatch(allowed -> covers(allowed, origin)))
        .isPresent();
  }

  /** A star stands alone or after a scheme. */
  private static boolean covers(String allowed, String origin) {
    return allowed.endsWith("*")
        ? origin.startsWith(allowed.substring(0, allowed.length() - 1))
        : allowed.equals(origin);
  }
}
