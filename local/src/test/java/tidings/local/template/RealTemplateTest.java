package tidings.local.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Reads the template that is deployed. */
class RealTemplateTest {
  private static final Surroundings HERE =
      new Surroundings(
          "tidings",
          "us-east-1",
          "000000000000",
          URI.create("http://127.0.0.1:9324/"),
          URI.create("http://127.0.0.1:8080/"));
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "IntegrationIds", "one, two",
          "OfferIntegrationIds", "offers",
          "JwtIssuer", "http://127.0.0.1:8080/local",
          "JwtAudience", "app,old-app");

  @Test
  void everyFunctionOfTheArchitectureIsThere() {
    assertThat(deployment().functions())
        .extracting(Deployment.Function::handler)
        .contains(
            "tidings.ingest.WebhookHandler",
            "tidings.ingest.AppHandler",
            "tidings.ingest.AuthorizerHandler",
            "tidings.projector.ProjectorHandler",
            "tidings.projector.TranscriptHandler",
            "tidings.dispatcher.DispatcherHandler",
            "tidings.dispatcher.DeadLetterHandler",
            "tidings.notifier.NotifierHandler",
            "tidings.notifier.PushRetryHandler",
            "tidings.notifier.PushEventsHandler",
            "tidings.notifier.DevicesHandler");
  }

  @Test
  void variablesAreWhatTheirReferencesStandFor() {
    assertThat(function("AppFunction").variables())
        .contains(
            entry(
                "TRANSCRIPT_QUEUE_URL",
                "http://127.0.0.1:9324/000000000000/tidings-transcript.fifo"),
            entry("INTEGRATION_IDS", "one,two"),
            entry("USER_ID_CLAIM", "sub"));
  }

  @Test
  void theQueueOfTheProjectorKeepsItsOwnAttributes() {
    assertThat(deployment().queues())
        .filteredOn(queue -> queue.logicalId().equals("TranscriptQueue"))
        .singleElement()
        .satisfies(
            queue ->
                assertThat(queue.attributes())
                    .contains(
                        entry("VisibilityTimeout", "180"),
                        entry("DeduplicationScope", "messageGroup"))
                    .hasEntrySatisfying(
                        "RedrivePolicy",
                        policy ->
                            assertThat(policy)
                                .contains("tidings-transcript-dead-letters.fifo", "300")));
  }

  @Test
  void theNotifierReadsTheStreamOfTheChatTable() {
    assertThat(function("NotifierFunction").sources())
        .filteredOn(Deployment.StreamSource.class::isInstance)
        .singleElement(InstanceOfAssertFactories.type(Deployment.StreamSource.class))
        .satisfies(
            source -> {
              assertThat(source.tableName()).isEqualTo("tidings-ChatTable");
              assertThat(source.retry().maximumAge()).isEqualTo(Duration.ofMinutes(15));
              assertThat(source.patterns()).hasSize(1);
            });
  }

  @Test
  void routesHaveTheirAuthorizers() {
    Map<String, Optional<String>> authorizers =
        deployment().api().routes().stream()
            .collect(Collectors.toMap(Deployment.Route::key, Deployment.Route::authorizer));

    assertThat(authorizers)
        .contains(
            entry("POST /webhook/genesys", Optional.empty()),
            entry(
                "GET /transcript/integration/{integrationId}/user/{userId}",
                Optional.of("Customer")),
            entry("POST /conversations/{conversationId}/ended", Optional.of("ServiceCaller")));
  }

  @Test
  void theRoleSaysWhatTheFunctionMay() {
    assertThat(function("AuthorizerFunction").permissions())
        .contains(
            new Deployment.Statement(
                true,
                List.of("secretsmanager:GetSecretValue"),
                List.of(
                    "arn:aws:secretsmanager:us-east-1:000000000000:secret:tidings-ApiKeySecret-local0")));
  }

  @Test
  void theDefaultAuthorizerChecksTheIssuerOfTheParameters() {
    assertThat(deployment().api().authorizers())
        .containsEntry(
            "Customer",
            new Deployment.Jwt("http://127.0.0.1:8080/local", List.of("app", "old-app")));
  }

  @Test
  void theAppsOwnOriginsAreAllowedOnceWhateverIsBesideThem() {
    var own =
        List.of(
            "capacitor://localhost", "ionic://localhost", "http://localhost", "https://localhost");
    var more = new ArrayList<>(own);
    more.addAll(List.of("https://a.example", "https://b.example"));

    assertThat(origins(deployment())).containsOnly(own);
    assertThat(origins(deployment(Map.of("WebOrigins", "https://a.example,https://b.example"))))
        .containsOnly(more);
  }

  /** Of the API and of each bucket that browsers may call. */
  private static List<List<String>> origins(Deployment deployment) {
    return Stream.concat(
            Stream.of(deployment.api().cors().origins()),
            deployment.buckets().stream().map(Deployment.Bucket::corsOrigins))
        .filter(origins -> !origins.isEmpty())
        .toList();
  }

  private static Deployment.Function function(String logicalId) {
    return deployment().functions().stream()
        .filter(function -> function.logicalId().equals(logicalId))
        .findFirst()
        .orElseThrow();
  }

  private static Deployment deployment() {
    return deployment(Map.of());
  }

  private static Deployment deployment(Map<String, String> more) {
    var parameters = new HashMap<>(PARAMETERS);
    parameters.putAll(more);
    return TemplateReader.read(Path.of("../template.yaml"), parameters, HERE);
  }
}
