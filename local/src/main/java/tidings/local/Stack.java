package tidings.local;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tidings.local.app.AppBuild;
import tidings.local.app.AppFolder;
import tidings.local.app.AppSite;
import tidings.local.engines.Account;
import tidings.local.engines.Engines;
import tidings.local.engines.SqsEngine;
import tidings.local.gateway.Customers;
import tidings.local.gateway.Gateway;
import tidings.local.genesys.GenesysSettings;
import tidings.local.genesys.GenesysSimulator;
import tidings.local.lambda.EventSources;
import tidings.local.lambda.Functions;
import tidings.local.lambda.LambdaFunctions;
import tidings.local.push.PushSettings;
import tidings.local.push.PushSimulator;
import tidings.local.template.Deployment;
import tidings.local.template.Surroundings;
import tidings.local.template.TemplateReader;
import tidings.local.trail.Requests;
import tidings.local.trail.Trail;
import tidings.local.trail.WatchedFunctions;

/** Everything that the template deploys, and the world around it, running in this JVM. */
public final class Stack implements AutoCloseable {
  private static final Account ACCOUNT = new Account("us-east-1", "000000000000");
  private static final String NAME = "tidings";
  private static final String APP = "/app";
  private static final String AUDIENCE = "tidings-app";
  private static final List<String> INTEGRATION_IDS =
      List.of("5b1f0a52-6c1d-4e0c-9a57-2f6f1c7d3e10");
  private static final List<String> OFFER_INTEGRATION_IDS = List.of("offers");

  private static final int STEPS_KEPT = 2000;

  private final Options options;
  private final Clock clock;
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final HttpServer server;
  private final URI uri;
  private final AppFolder appFolder;
  private final AppBuild app;

  private Stack(Options options, HttpServer server, Clock clock) {
    this.options = options;
    this.clock = clock;
    this.server = server;
    this.uri = Loopback.uri(server);
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
                pushSettings(), clock, sent -> Requests.step(sent).ifPresent(trail::add)));
    Deployment deployment = read(push, genesysPort, queuePort);
    var accessKeys = LambdaFunctions.accessKeys(deployment.functions());
    var site = new Engines.Site(ACCOUNT, options.data(), queuePort, accessKeys);
    var engines = opened(Engines.start(deployment, site, clock));
    var credentials = Credentials.settle(deployment, engines.secrets(), options.data());
    var genesys =
        opened(
            new GenesysSimulator(
                genesysSettings(credentials, genesysPort),
                clock,
                received -> Requests.step(received).ifPresent(trail::add)));
    var endpoints = new HashMap<>(engines.endpoints());
    endpoints.put("SNS", push.uri());
    tellFailures(push, deployment.queues(), engines.sqs());
    var functions =
        new WatchedFunctions(
            opened(LambdaFunctions.start(deployment.functions(), ACCOUNT, endpoints)),
            trail,
            clock);
    opened(EventSources.start(deployment, functions, engines, site, clock));
    var pages = new Pages(Long.toString(clock.instant().toEpochMilli(), 36));
    var routes =
        new LocalRoutes(
            issuer(),
            new GenesysRoutes(genesys, pages),
            new PushRoutes(push, pages),
            new QueueRoutes(engines.sqs(), deployment.queues(), uri, clock),
            trail,
            pages,
            config(credentials, genesys.uri(), aws(endpoints, deployment)));
    serve(deployment, functions, routes, appSite(engines));
  }

  private void serve(
      Deployment deployment, Functions functions, LocalRoutes routes, AppSite appSite) {
    String userIdClaim = Credentials.variable(deployment, "USER_ID_CLAIM");
    var customers = new Customers(userIdClaim, options.open());
    var gateway = new Gateway(deployment.api(), functions, customers, clock);
    gateway.mount(LocalRoutes.PREFIX, routes.handler());
    gateway.mount(APP, appSite);
    gateway.mount("/site", Site::file);
    gateway.mount("/site/openapi.json", Site::api);
    gateway.mount("/", Site::index);
    server.createContext("/", gateway);
    server.start();
  }

  private AppSite appSite(Engines engines) {
    String mediaOrigin = String.valueOf(engines.endpoints().get("S3"));
    var settings =
        new AppSite.Settings(
            INTEGRATION_IDS.getFirst(), OFFER_INTEGRATION_IDS.getFirst(), mediaOrigin);
    return new AppSite(APP, appFolder, app, settings);
  }

  private Deployment read(PushSimulator push, int genesysPort, int queuePort) {
    var surroundings =
        new Surroundings(
            NAME, ACCOUNT.region(), ACCOUNT.id(), URI.create("http://127.0.0.1:" + queuePort), uri);
    var parameters = new HashMap<String, String>();
    parameters.put("GenesysEndpoint", "http://127.0.0.1:" + genesysPort);
    parameters.put("IntegrationIds", String.join(",", INTEGRATION_IDS));
    parameters.put("OfferIntegrationIds", String.join(",", OFFER_INTEGRATION_IDS));
    parameters.put("JwtIssuer", issuerUri().toString());
    parameters.put("JwtAudience", AUDIENCE);
    parameters.put("PublicUrl", uri.toString());
    parameters.put("WebOrigins", uri.toString());
    parameters.put("FcmApplicationArn", push.application("GCM", NAME));
    parameters.put("ApnsApplicationArn", push.application("APNS", NAME));
    parameters.put("ApnsSandboxApplicationArn", push.application("APNS_SANDBOX", NAME));
    parameters.putAll(options.parameters());
    return TemplateReader.read(options.template(), parameters, surroundings);
  }

  /** The topics are subscribed as the template says; the applications are told of them by hand. */
  private static void tellFailures(
      PushSimulator push, List<Deployment.Queue> queues, SqsEngine sqs) {
    for (Deployment.Queue queue : queues) {
      String url = sqs.queueUrl(queue.name());
      for (String topic : queue.topics()) {
        List.of("GCM", "APNS", "APNS_SANDBOX")
            .forEach(platform -> push.tellFailures(push.application(platform, NAME), topic));
        push.subscribe(
            topic,
            event -> sqs.client().sendMessage(send -> send.queueUrl(url).messageBody(event)));
      }
    }
  }

  private PushSettings pushSettings() {
    return new PushSettings(ACCOUNT.region(), ACCOUNT.id(), 0, folder("push"));
  }

  private GenesysSettings genesysSettings(Credentials credentials, int port) {
    return new GenesysSettings(
        Set.copyOf(INTEGRATION_IDS),
        GenesysSettings.Client.of(credentials.clientId(), credentials.clientSecret()),
        GenesysSettings.Webhook.of(uri.resolve("/webhook/genesys"), credentials.webhookSecret()),
        new GenesysSettings.Limits(
            options.genesysPerMinute(), GenesysSettings.Limits.standard().maximumBytes()),
        port,
        folder("genesys"));
  }

  private Issuer issuer() {
    return new Issuer(issuerUri(), AUDIENCE, options.data(), clock);
  }

  private URI issuerUri() {
    return uri.resolve(LocalRoutes.PREFIX);
  }

  /** What another process on this machine needs to look after the stack. */
  private static Map<String, Object> aws(Map<String, URI> endpoints, Deployment deployment) {
    return Map.of(
        "region",
        ACCOUNT.region(),
        "accessKeyId",
        Engines.ACCESS_KEY,
        "secretAccessKey",
        Engines.SECRET_ACCESS_KEY,
        "endpoints",
        endpoints,
        "outputs",
        deployment.outputs());
  }

  private Map<String, Object> config(
      Credentials credentials, URI genesys, Map<String, Object> aws) {
    return Map.of(
        "integrationIds", INTEGRATION_IDS,
        "offerIntegrationIds", OFFER_INTEGRATION_IDS,
        "webhookSecret", credentials.webhookSecret(),
        "apiKey", credentials.apiKey(),
        "genesysUrl", genesys.toString(),
        "region", ACCOUNT.region(),
        "audience", AUDIENCE,
        "open", options.open(),
        "aws", aws);
  }

  private @Nullable Path folder(String name) {
    return options.data().map(data -> data.resolve(name)).orElse(null);
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
