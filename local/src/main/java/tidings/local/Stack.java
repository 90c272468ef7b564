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

/** Everything that the template deploys, and the world around it, running in this JVM. */
public final class Stack implements AutoCloseable {
  private static final Account ACCOUNT = new Account("us-east-1", "000000000000");
  private static final String NAME = "tidings";
  private static final String APP = "/app";

  /** Where `npm start` in `mobile` serves the app: its files go to the media store from there. */
  private static final String APP_AT_WORK = "http://127.0.0.1:4200";

  private static final String AUDIENCE = "tidings-app";
  private static final List<String> INTEGRATION_IDS =
      List.of("5b1f0a52-6c1d-4e0c-9a57-2f6f1c7d3e10");
  private static final List<String> OFFER_INTEGRATION_IDS = List.of("offers");

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
    var push = opened(new PushSimulator(pushSettings(), clock));
    Deployment deployment = read(push, genesysPort, queuePort);
    var accessKeys = LambdaFunctions.accessKeys(deployment.functions());
    var site = new Engines.Site(ACCOUNT, options.data(), queuePort, accessKeys);
    var engines = opened(Engines.start(deployment, site, clock));
    var credentials = Credentials.settle(deployment, engines.secrets(), options.data());
    var genesys = opened(new GenesysSimulator(genesysSettings(credentials, genesysPort), clock));
    var endpoints = new HashMap<>(engines.endpoints());
    endpoints.put("SNS", push.uri());
    var functions = opened(LambdaFunctions.start(deployment.functions(), ACCOUNT, endpoints));
    opened(EventSources.start(deployment, functions, engines, site, clock));
    var routes =
        new LocalRoutes(
            issuer(),
            genesys,
            push,
            engines.sqs(),
            deployment.queues(),
            config(credentials, genesys.uri()));
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
    parameters.put("WebOrigins", uri + "," + APP_AT_WORK);
    parameters.put("FcmApplicationArn", push.application("GCM", NAME));
    parameters.put("ApnsApplicationArn", push.application("APNS", NAME));
    parameters.put("ApnsSandboxApplicationArn", push.application("APNS_SANDBOX", NAME));
    parameters.putAll(options.parameters());
    return TemplateReader.read(options.template(), parameters, surroundings);
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

  private Map<String, Object> config(Credentials credentials, URI genesys) {
    return Map.of(
        "integrationIds", INTEGRATION_IDS,
        "offerIntegrationIds", OFFER_INTEGRATION_IDS,
        "webhookSecret", credentials.webhookSecret(),
        "apiKey", credentials.apiKey(),
        "genesysUrl", genesys.toString(),
        "region", ACCOUNT.region(),
        "audience", AUDIENCE,
        "open", options.open());
  }

  private @Nullable Path folder(String name) {
    return options.data().map(data -> data.resolve(name)).orElse(null);
  }

  private <T extends AutoCloseable> T opened(T part) {
    started.push(part);
    return part;
  }

  /** Ends what was started, the last first. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a part of the stack cannot be closed", e);
      }
    }
  }
}
