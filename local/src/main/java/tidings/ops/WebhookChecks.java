package tidings.ops;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import tidings.digest.Sha256;
import tidings.lambda.Secret;
import tidings.message.MessageJson;

/** Whether the webhook takes what is signed and nothing else, and our clock is its clock. */
record WebhookChecks(Connection connection, SecretStore secrets, Clock clock) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** AWS refuses what is signed five minutes off; a phone's links live ten. */
  private static final Duration MOST_SKEW = Duration.ofSeconds(60);

  void make(Checkup checkup) {
    checkup.check("webhook, signed", this::signed);
    checkup.check("webhook, signed wrongly", this::signedWrongly);
    checkup.check("clock", this::time);
    checkup.check("round trip", () -> new RoundTrip(connection, secrets, this, clock).make());
  }

  private String signed() {
    say(event());
    return "is taken with 200";
  }

  /**
   * Says this as Genesys would.
   *
   * @throws Misuse if the webhook does not take it
   */
  void say(String body) {
    Secret secret = secrets.field("WebhookSecretArn", "current");
    if (secret.value().isEmpty()) {
      throw new Misuse("it cannot be signed: put a secret into WebhookSecretArn");
    }
    int status = call(body, secret).statusCode();
    switch (status) {
      case 200 -> {}
      case 401 ->
          throw new Misuse(
              "is refused with 401: the function reads another secret than WebhookSecretArn names");
      case 404 ->
          throw new Misuse("nothing takes webhooks at this address: check the output WebhookUrl");
      default -> throw new Misuse("is answered %d, not 200: see %s".formatted(status, RUNBOOK));
    }
  }

  private static final String RUNBOOK = "docs/runbook.md, the log of the webhook's function";

  private String signedWrongly() {
    int status = call(event(), new Secret("not the secret " + UUID.randomUUID())).statusCode();
    if (status == 200) {
      throw new Misuse(
          "is taken with 200, so anybody can speak as Genesys: WebhookUrl is not this stack's");
    }
    if (status != 401) {
      throw new Misuse("is answered %d, not 401: see %s".formatted(status, RUNBOOK));
    }
    return "is refused with 401";
  }

  private String time() {
    Instant before = clock.instant();
    HttpResponse<Void> answer = call(event(), new Secret("for the time"));
    Instant theirs =
        answer
            .headers()
            .firstValue("date")
            .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)))
            .orElseThrow(() -> new Misuse("the webhook's answer has no Date: check WebhookUrl"));
    Duration skew = Duration.between(theirs, before);
    if (skew.abs().compareTo(MOST_SKEW) > 0) {
      throw new Misuse(
          "this machine is %s %s: set its clock by NTP"
              .formatted(Ages.format(skew.abs()), skew.isNegative() ? "slow" : "fast"));
    }
    return "is right to the minute";
  }

  /** An event of a kind that nobody knows changes nothing and is not kept. */
  private String event() {
    List<String> integrations = connection.list("IntegrationIds");
    return """
        {"id":"doctor-%s","type":"Event","direction":"Outbound","events":[{"eventType":"Doctor"}],\
        "channel":{"id":"%s","to":{"id":"tidings-doctor"},"time":"%s"}}"""
        .formatted(
            UUID.randomUUID(),
            integrations.isEmpty() ? "none" : integrations.getFirst(),
            MessageJson.time(clock.instant()));
  }

  private HttpResponse<Void> call(String body, Secret secret) {
    var request =
        HttpRequest.newBuilder(address())
            .timeout(PATIENCE)
            .header("content-type", "application/json")
            .header("x-hub-signature-256", signature(body, secret))
            .POST(BodyPublishers.ofString(body))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      throw new Misuse(
          "nothing answers at %s: %s; check the output WebhookUrl and the network"
              .formatted(address(), e.getClass().getSimpleName()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private URI address() {
    URI uri = URI.create(connection.output("WebhookUrl"));
    if (uri.getHost() == null) {
      throw new Misuse("WebhookUrl is no address: " + uri);
    }
    return uri;
  }

  /** Developer centre, "Validate webhook notifications". */
  private static String signature(String body, Secret secret) {
    byte[] hash = Sha256.hmac(secret.bytes(), body.getBytes(StandardCharsets.UTF_8));
    return "sha256=" + Base64.getEncoder().encodeToString(hash);
  }
}
