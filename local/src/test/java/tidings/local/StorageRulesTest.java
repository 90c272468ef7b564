package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules of ours for what holds data. */
class StorageRulesTest {
  private final RawTemplate template = RawTemplate.read();

  @Test
  void tablesCanBeRestoredForgetAndAreEncrypted() {
    assertThat(template.all("AWS::DynamoDB::Table"))
        .isNotEmpty()
        .allSatisfy(
            (id, table) -> {
              says(
                  id,
                  table,
                  "/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled",
                  "true");
              says(id, table, "/TimeToLiveSpecification/Enabled", "true");
              says(id, table, "/SSESpecification/SSEEnabled", "true");
              says(id, table, "/BillingMode", "PAY_PER_REQUEST");
            });
  }

  @Test
  void queuesAreEncrypted() {
    assertThat(template.all("AWS::SQS::Queue"))
        .isNotEmpty()
        .allSatisfy((id, queue) -> says(id, queue, "/SqsManagedSseEnabled", "true"));
  }

  @Test
  void nothingInTheBucketIsPublicOrStaysForEver() {
    assertThat(template.all("AWS::S3::Bucket"))
        .hasSize(1)
        .allSatisfy(
            (id, bucket) -> {
              Stream.of(
                      "BlockPublicAcls",
                      "BlockPublicPolicy",
                      "IgnorePublicAcls",
                      "RestrictPublicBuckets")
                  .forEach(
                      name -> says(id, bucket, "/PublicAccessBlockConfiguration/" + name, "true"));
              assertThat(bucket.path("LifecycleConfiguration").findValuesAsText("ExpirationInDays"))
                  .as("ExpirationInDays of %s", id)
                  .contains("RetentionDays");
            });
  }

  @Test
  void theBucketIsReadAndWrittenOverTlsOnly() {
    var policies = template.all("AWS::S3::BucketPolicy").values();

    assertThat(policies)
        .as("policies of MediaBucket")
        .anySatisfy(
            policy -> {
              JsonNode statement = policy.at("/PolicyDocument/Statement/0");
              says("MediaBucketPolicy", statement, "/Effect", "Deny");
              says("MediaBucketPolicy", statement, "/Condition/Bool/aws:SecureTransport", "false");
            });
  }

  /** What is deleted with the stack must be nothing that cannot be made again. */
  @Test
  void whatHoldsDataOutlivesTheStack() {
    var kept = "AWS::(DynamoDB::Table|S3::Bucket|SecretsManager::Secret)";
    template
        .root()
        .path("Resources")
        .properties()
        .forEach(
            resource -> {
              boolean isData = resource.getValue().path("Type").asText().matches(kept);
              boolean isDeadLetters =
                  resource.getKey().matches(".*(DeadLetters|Failures|Parking.*)");
              if (isData || isDeadLetters) {
                says(resource.getKey(), resource.getValue(), "/DeletionPolicy", "Retain");
                says(resource.getKey(), resource.getValue(), "/UpdateReplacePolicy", "Retain");
              }
            });
  }

  private static void says(String id, JsonNode properties, String path, String value) {
    assertThat(properties.at(path).asText()).as("%s of %s", path.substring(1), id).isEqualTo(value);
  }
}
