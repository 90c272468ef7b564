package tidings.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tidings.local.app.AppBuild;
import tidings.local.app.AppFolder;
import tidings.local.app.AppSite;
import tidings.local.engines.Engines;
import tidings.local.engines.SqsEngine;
import tidings.local.gateway.Customers;
import tidings.local.gateway.Gateway;
import tidings.local.genesys.GenesysSimulator;
import tidings.local.lambda.EventSources;
import tidings.local.lambda.Functions;
import tidings.local.lambda.LambdaFunctions;
import tidings.local.push.PushSimulator;
import tidings.local.template.Deployment;
import tidings.local.trail.Requests;
import tidings.local.trail.Trail;
import tidings.local.trail.WatchedFunctions;

/** Everything that the template deploys, and the world around it, running in this JVM. */
public final class Stack implements AutoCloseable {
  private static final int STEPS_KEPT = 2000;

  private final Options options;
  private final Installation installation;
  private final Clock clock;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final HttpServer server;
  private final URI uri;
  private final AppFolder appFolder;
  private final AppBuild app;
  private Map<String, Map<String, String>> variables = Map.of();

  private Stack(Options options, HttpServer server, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.server = server;
    this.uri = Loopback.uri(server);
    this.installation = new Installation(options, uri);
    this.appFolder = new AppFolder(options.template().toAbsolutePath().resolveSibling("mobile"));
    this.app = new AppBuild(appFolder);
    started.push(() -> server.stop(0));
    started.push(app);
  }

  /**
   * Returns when everything listens and polls.
   *
   * @throws RuntimeException saying what is wrong and where, if anything cannot be started; nothing
   *     stays then
   */
  public static Stack start(Options options, Clock clock) {
    var stack = new Stack(options, bound(options.port()), clock);
    try {
      stack.start();
      return stack;
    } catch (RuntimeException e) {
      stack.close();
      throw e;
    }
  }

  private static HttpServer bound(int port) {
    try {
      return Gateway.bind(port);
    } catch (BindException _) {
      throw new IllegalStateException(
          "the port " + port + " is taken: stop what has it, or set TIDINGS_PORT");
    } catch (IOException e) {
      throw new UncheckedIOException("the port " + port + " cannot be used", e);
    }
  }

  /** The address to open. */
  public URI uri() {
    return uri;
  }

  /** What the function finds in its environment, for a process that stands in for it. */
  Map<String, String> variables(String functionId) {
    return variables.getOrDefault(functionId, Map.of());
  }

  /** Builds the mobile app in the background if its sources have changed. */
  public void buildApp() {
    app.start();
  }

  private void start() {
    options.data().ifPresent(folder -> opened(FolderLock.take(folder)));
    int genesysPort = SqsEngine.freePort();
    int queuePort = SqsEngine.freePort();
    var trail = new Trail(STEPS_KEPT);
    var push =
        opened(
            new PushSimulator(
                installation.push(), clock, sent -> Requests.step(sent).ifPresent(trail::add)));
    Deployment deployment = installation.deployment(push, genesysPort, queuePort);
    var accessKeys = LambdaFunctions.accessKeys(deployment.functions());
    var site = new Engines.Site(Installation.ACCOUNT, options.data(), queuePort, accessKeys);
    var engines = opened(Engines.start(deployment, site, clock));
    var credentials = Credentials.settle(deployment, engines.secrets(), options.data());
    var genesys =
        opened(
            new GenesysSimulator(
                installation.genesys(credentials, genesysPort),
                clock,
                received -> Requests.step(received).ifPresent(trail::add)));
    var endpoints = new HashMap<>(engines.endpoints());
    endpoints.put("SNS", push.uri());
    Installation.tellFailures(push, deployment.queues(), engines.sqs());
    var lambda =
        opened(LambdaFunctions.start(deployment.functions(), Installation.ACCOUNT, endpoints));
    variables = lambda.variables();
    var functions = new WatchedFunctions(lambda, trail, clock);
    opened(EventSources.start(deployment, functions, engines, site, clock));
    var pages = new Pages(Long.toString(clock.instant().toEpochMilli(), 36));
    var routes =
        new LocalRoutes(
            installation.issuer(clock),
            new GenesysRoutes(genesys, pages),
            new PushRoutes(push, pages),
            new QueueRoutes(engines.sqs(), deployment.queues(), uri, clock),
            trail,
            pages,
            installation.config(
                credentials, genesys.uri(), installation.aws(endpoints, deployment)));
    serve(deployment, functions, routes, installation.app(engines, appFolder, app));
  }

  private void serve(
      Deployment deployment, Functions functions, LocalRoutes routes, AppSite appSite) {
    String userIdClaim = Credentials.variable(deployment, "USER_ID_CLAIM");
    var customers = new Customers(userIdClaim, options.open());
    var gateway = new Gateway(deployment.api(), functions, customers, clock);
    gateway.mount(LocalRoutes.PREFIX, routes.handler());
    gateway.mount(Installation.APP, appSite);
    gateway.mount("/site", Site::file);
    gateway.mount("/site/openapi.json", Site::api);
    gateway.mount("/", Site::index);
    server.createContext("/", gateway);
    server.start();
  }

  private <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  /** Ends what was started, the last first; a part that cannot be ended keeps no other open. */
  @Override
  public void close() {
    var failure = new IllegalStateException("a part of the stack cannot be closed");
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        failure.addSuppressed(e);
      }
    }
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
