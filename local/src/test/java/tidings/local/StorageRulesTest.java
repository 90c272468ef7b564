package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules of ours for what holds data; what breaks one is told in a sentence. */
class StorageRulesTest {
  private static final String HOLDS_DATA =
      "AWS::(DynamoDB::Table|S3::Bucket|SecretsManager::Secret)";

  private static final String SSE = "/BucketEncryption/ServerSideEncryptionConfiguration/0";

  private final RawTemplate template = RawTemplate.read();

  @Test
  void tablesCanBeRestoredForgetAreEncryptedAndBoundTheBillWhereWanted() {
    assertThat(
            faults(
                "AWS::DynamoDB::Table",
                Map.of(
                    "/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled", "true",
                    "/TimeToLiveSpecification/Enabled", "true",
                    "/SSESpecification/SSEEnabled", "true",
                    "/BillingMode", "PAY_PER_REQUEST",
                    "/OnDemandThroughput/0", "HasTableLimit")))
        .isEmpty();
  }

  @Test
  void queuesAreEncrypted() {
    assertThat(faults("AWS::SQS::Queue", Map.of("/SqsManagedSseEnabled", "true"))).isEmpty();
  }

  @Test
  void nothingInTheBucketIsPublicOrPlainOrStaysForEver() {
    assertThat(
            faults(
                "AWS::S3::Bucket",
                Map.of(
                    "/PublicAccessBlockConfiguration/BlockPublicAcls",
                    "true",
                    "/PublicAccessBlockConfiguration/BlockPublicPolicy",
                    "true",
                    "/PublicAccessBlockConfiguration/IgnorePublicAcls",
                    "true",
                    "/PublicAccessBlockConfiguration/RestrictPublicBuckets",
                    "true",
                    SSE + "/ServerSideEncryptionByDefault/SSEAlgorithm",
                    "AES256",
                    "/LifecycleConfiguration/Rules/0/ExpirationInDays",
                    "RetentionDays",
                    "/LifecycleConfiguration/Rules/1/Prefix",
                    "links/",
                    "/LifecycleConfiguration/Rules/1/ExpirationInDays",
                    "8")))
        .isEmpty();
  }

  @Test
  void theBucketIsReadAndWrittenOverTlsOnly() {
    assertThat(
            faults(
                "AWS::S3::BucketPolicy",
                Map.of(
                    "/PolicyDocument/Statement/0/Effect", "Deny",
                    "/PolicyDocument/Statement/0/Condition/Bool/aws:SecureTransport", "false")))
        .isEmpty();
  }

  /**
   * What goes with the stack is nothing that cannot be made again. A first deployment that fails
   * leaves nothing: what it left would keep the next one from making what has the same name.
   */
  @Test
  void whatHoldsDataOutlivesTheStackButNotAFirstDeploymentThatFails() {
    var resources = template.root().path("Resources").properties();
    var kept = Map.of("/DeletionPolicy", "RetainExceptOnCreate", "/UpdateReplacePolicy", "Retain");

    assertThat(
            resources.stream()
                .filter(each -> holdsData(each.getKey(), each.getValue()))
                .flatMap(each -> RawTemplate.faults(each.getKey(), each.getValue(), kept)))
        .isEmpty();
  }

  private static boolean holdsData(String id, JsonNode resource) {
    return resource.path("Type").asText().matches(HOLDS_DATA)
        || id.matches("ParkingQueue|PushFailures|\\w+DeadLetters");
  }

  private List<String> faults(String type, Map<String, String> wanted) {
    var all = template.all(type);
    assertThat(all).as("resources of type %s", type).isNotEmpty();
    return all.entrySet().stream()
        .flatMap(each -> RawTemplate.faults(each.getKey(), each.getValue(), wanted))
        .toList();
  }
}
