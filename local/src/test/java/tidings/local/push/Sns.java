package tidings.local.push;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;

/** A simulator, the real client of SNS that talks to it, and one application for Firebase. */
final class Sns implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-20T09:15:02Z");
  static final String TEXT = "{\"default\":\"New message\",\"GCM\":\"{\\\"n\\\":1}\"}";

  final PushSimulator push;
  final SnsClient client;
  final String application;

  private Sns(Path folder) {
    var settings = new PushSettings("eu-north-1", "123456789012", 0, folder);
    push = new PushSimulator(settings, Clock.fixed(NOW, ZoneOffset.UTC));
    client =
        SnsClient.builder()
            .endpointOverride(push.uri())
            .region(Region.EU_NORTH_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    application =
        client
            .createPlatformApplication(
                create ->
                    create
                        .platform("GCM")
                        .name("app")
                        .attributes(Map.of("PlatformCredential", "k")))
            .platformApplicationArn();
  }

  static Sns open() {
    return new Sns(null);
  }

  static Sns in(Path folder) {
    return new Sns(folder);
  }

  String endpoint(String token) {
    return client
        .createPlatformEndpoint(create -> create.platformApplicationArn(application).token(token))
        .endpointArn();
  }

  String publish(String endpointArn, String message) {
    return client
        .publish(
            publish -> publish.targetArn(endpointArn).messageStructure("json").message(message))
        .messageId();
  }

  Map<String, String> attributes(String endpointArn) {
    return client.getEndpointAttributes(get -> get.endpointArn(endpointArn)).attributes();
  }

  void set(String endpointArn, Map<String, String> attributes) {
    client.setEndpointAttributes(set -> set.endpointArn(endpointArn).attributes(attributes));
  }

  @Override
  public void close() {
    client.close();
    push.close();
  }
}
