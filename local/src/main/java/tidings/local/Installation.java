package tidings.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
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
import tidings.local.genesys.GenesysSettings;
import tidings.local.push.PushSettings;
import tidings.local.push.PushSimulator;
import tidings.local.template.Deployment;
import tidings.local.template.Surroundings;
import tidings.local.template.TemplateReader;

/**
 * What an operator would settle before deploying: the template's parameters, and how the world
 * around it is set.
 *
 * @param uri where the stack listens
 */
record Installation(Options options, URI uri) {
  static final Account ACCOUNT = new Account("us-east-1", "000000000000");
  private static final String NAME = "tidings";
  static final String APP = "/app";

  /** Where {@code npm start} in {@code mobile} serves the app: its files go to the media store. */
  private static final String APP_AT_WORK = "http://127.0.0.1:4200";

  private static final String AUDIENCE = "tidings-app";
  private static final List<String> INTEGRATION_IDS =
      List.of("5b1f0a52-6c1d-4e0c-9a57-2f6f1c7d3e10");
  private static final List<String> OFFER_INTEGRATION_IDS = List.of("offers");

  /** What the template says with these parameters. */
  Deployment deployment(PushSimulator push, int genesysPort, int queuePort) {
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

  /** The topics are subscribed as the template says; the applications are told of them by hand. */
  static void tellFailures(PushSimulator push, List<Deployment.Queue> queues, SqsEngine sqs) {
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

  AppSite app(Engines engines, AppFolder folder, AppBuild build) {
    String mediaOrigin = String.valueOf(engines.endpoints().get("S3"));
    var settings =
        new AppSite.Settings(
            INTEGRATION_IDS.getFirst(), OFFER_INTEGRATION_IDS.getFirst(), mediaOrigin);
    return new AppSite(APP, folder, build, settings);
  }

  PushSettings push() {
    return new PushSettings(ACCOUNT.region(), ACCOUNT.id(), 0, folder("push"));
  }

  GenesysSettings genesys(Credentials credentials, int port) {
    return new GenesysSettings(
        Set.copyOf(INTEGRATION_IDS),
        GenesysSettings.Client.of(credentials.clientId(), credentials.clientSecret()),
        GenesysSettings.Webhook.of(uri.resolve("/webhook/genesys"), credentials.webhookSecret()),
        new GenesysSettings.Limits(
            options.genesysPerMinute(), GenesysSettings.Limits.standard().maximumBytes()),
        port,
        folder("genesys"));
  }

  Issuer issuer(Clock clock) {
    return new Issuer(issuerUri(), AUDIENCE, options.data(), clock);
  }

  private URI issuerUri() {
    return uri.resolve(LocalRoutes.PREFIX);
  }

  /** What another process on this machine needs to look after the stack. */
  Map<String, Object> aws(Map<String, URI> endpoints, Deployment deployment) {
    var outputs = new HashMap<>(deployment.outputs());
    outputs.put("ApiUrl", uri.toString());
    outputs.put("WebhookUrl", uri.resolve("/webhook/genesys").toString());
    return Map.of(
        "region",
        ACCOUNT.region(),
        "accessKeyId",
        Engines.OPERATORS_ACCESS_KEY,
        "secretAccessKey",
        Engines.SECRET_ACCESS_KEY,
        "endpoints",
        endpoints,
        "outputs",
        outputs);
  }

  /** What a tester needs to sign and call. */
  Map<String, Object> config(Credentials credentials, URI genesys, Map<String, Object> aws) {
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
}
