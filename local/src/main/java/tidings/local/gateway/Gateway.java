package tidings.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tidings.local.lambda.Functions;
import tidings.local.template.Deployment;

/**
 * The HTTP API on the loopback. Whatever is mounted beside it goes first; everything else is a
 * request to the API.
 */
public final class Gateway implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final Routes routes;
  private final CorsPolicy cors;
  private final Throttles throttles;
  private final Authorizers authorizers;
  private final Integration integration;
  private final Clock clock;
  private final List<Mount> mounts = new CopyOnWriteArrayList<>();

  private record Mount(String prefix, HttpHandler handler) {
    /** The mount at the root is the page there, not everything below it. */
    boolean takes(String path) {
      return path.equals(prefix) || (!prefix.equals("/") && path.startsWith(prefix + "/"));
    }
  }

  public Gateway(Deployment.HttpApi api, Functions functions, Customers customers, Clock clock) {
    this(api, functions, customers, clock, Integration.LIMIT);
  }

  Gateway(
      Deployment.HttpApi api,
      Functions functions,
      Customers customers,
      Clock clock,
      Duration limit) {
    this.routes = new Routes(api.routes());
    this.cors = new CorsPolicy(api.cors());
    this.throttles = new Throttles(api, clock);
    this.authorizers = new Authorizers(api, functions, customers, clock);
    this.integration = new Integration(functions, limit);
    this.clock = clock;
  }

  /**
   * A server on the loopback that has its port already, so that addresses can be told before the
   * gateway exists; port 0 takes a free one. Add the gateway as the context {@code /} and start it.
   */
  public static HttpServer bind(int port) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true");
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return server;
  }

  /**
   * Lets another handler serve a path and all below it; the mount {@code /} serves that one page.
   * The longest prefix wins.
   */
  public void mount(String prefix, HttpHandler handler) {
    mounts.add(new Mount(prefix, handler));
    mounts.sort(Comparator.comparing((Mount mount) -> mount.prefix().length()).reversed());
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    for (Mount mount : mounts) {
      if (mount.takes(path)) {
        mount.handler().handle(exchange);
        return;
      }
    }
    try (exchange) {
      serve(exchange);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    Instant start = clock.instant();
    Request request = Request.read(exchange, UUID.randomUUID().toString(), start);
    Optional<Routes.Match> match = routes.match(request.line().method(), request.line().path());
    cors.applied(answer(request, match), request)
        .with(Map.of("apigw-requestid", request.id()))
        .send(exchange);
  }

  private Answer answer(Request request, Optional<Routes.Match> match) {
    Answer answer =
        request.isPreflight() && cors.isConfigured()
            ? cors.preflight(request)
            : match.map(found -> routed(request, found)).orElse(Answer.own(404, "Not Found"));
    // The route, never the path: that one names customers.
    LOG.info(
        "{} {} {} ms {}",
        match.map(found -> found.route().key()).orElse("no route"),
        answer.status(),
        Duration.between(request.at(), clock.instant()).toMillis(),
        request.id());
    return answer;
  }

  private Answer routed(Request request, Routes.Match match) {
    if (request.isTooLarge()) {
      return Answer.own(413, "Request Entity Too Large");
    }
    if (!throttles.admits(match.route())) {
      return Answer.own(429, "Too Many Requests");
    }
    return switch (authorizers.ask(request, match)) {
      case Authorization.Refused(Answer refusal) -> refusal;
      case Authorization.Passed(var caller) ->
          integration.call(match.route().functionId(), Events.http(request, match, caller));
    };
  }
}
