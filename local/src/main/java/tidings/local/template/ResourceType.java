package tidings.local.template;

import java.util.Map;
import java.util.Set;

/**
 * What is known of a resource type: how its ARN is built ({@code %1$s} region, {@code %2$s}
 * account, {@code %3$s} name), which property names it, what {@code GetAtt} gives, and which
 * properties change nothing locally.
 */
record ResourceType(
    String arn, String nameProperty, Set<String> attributes, boolean effective, Set<String> inert) {

  private static final Set<String> NONE = Set.of();

  /** Every type that may stand in the template; any other stops the reading. */
  static final Map<String, ResourceType> ALL =
      Map.ofEntries(
          Map.entry(
              "AWS::Serverless::Function",
              effective(
                  "arn:aws:lambda:%1$s:%2$s:function:%3$s",
                  "FunctionName",
                  Set.of("Arn"),
                  Set.of(
                      "Description",
                      "CodeUri",
                      "MemorySize",
                      "Architectures",
                      "LoggingConfig",
                      "Tracing",
                      "Tags",
                      "EphemeralStorage",
                      "KmsKeyArn",
                      "RuntimeManagementConfig",
                      "RecursiveLoop",
                      "VersionDeletionPolicy",
                      "PropagateTags"))),
          Map.entry(
              "AWS::Serverless::HttpApi",
              effective(
                  "arn:aws:apigateway:%1$s::/apis/%3$s",
                  "Name",
                  Set.of("ApiEndpoint", "ApiId"),
                  Set.of("Description", "AccessLogSettings", "Tags", "PropagateTags"))),
          Map.entry(
              "AWS::SQS::Queue",
              effective(
                  "arn:aws:sqs:%1$s:%2$s:%3$s",
                  "QueueName",
                  Set.of("Arn", "QueueName", "QueueUrl"),
                  Set.of(
                      "SqsManagedSseEnabled",
                      "KmsMasterKeyId",
                      "KmsDataKeyReusePeriodSeconds",
                      "RedriveAllowPolicy",
                      "Tags"))),
          Map.entry("AWS::SNS::Subscription", effective("%3$s", "", Set.of("Arn"), NONE)),
          Map.entry(
              "AWS::DynamoDB::Table",
              effective(
                  "arn:aws:dynamodb:%1$s:%2$s:table/%3$s",
                  "TableName",
                  Set.of("Arn", "StreamArn"),
                  Set.of(
                      "BillingMode",
                      "ProvisionedThroughput",
                      "PointInTimeRecoverySpecification",
                      "SSESpecification",
                      "TableClass",
                      "DeletionProtectionEnabled",
                      "ContributorInsightsSpecification",
                      "Tags"))),
          Map.entry(
              "AWS::S3::Bucket",
              effective(
                  "arn:aws:s3:::%3$s",
                  "BucketName",
                  Set.of("Arn", "DomainName", "RegionalDomainName"),
                  Set.of(
                      "PublicAccessBlockConfiguration",
                      "OwnershipControls",
                      "BucketEncryption",
                      "LifecycleConfiguration",
                      "Tags"))),
          Map.entry(
              "AWS::SecretsManager::Secret",
              effective(
                  "arn:aws:secretsmanager:%1$s:%2$s:secret:%3$s-local0",
                  "Name", Set.of("Id"), Set.of("Description", "KmsKeyId", "Tags"))),
          Map.entry(
              "AWS::IAM::Role",
              effective(
                  "arn:aws:iam::%2$s:role/%3$s",
                  "RoleName",
                  Set.of("Arn", "RoleId"),
                  Set.of(
                      "AssumeRolePolicyDocument",
                      "Description",
                      "Path",
                      "PermissionsBoundary",
                      "MaxSessionDuration",
                      "Tags"))),
          // The list of types without local effect: only their references are checked.
          Map.entry(
              "AWS::Logs::LogGroup",
              inert("arn:aws:logs:%1$s:%2$s:log-group:%3$s:*", "LogGroupName", Set.of("Arn"))),
          Map.entry("AWS::Logs::MetricFilter", inert("%3$s", "FilterName", NONE)),
          Map.entry(
              "AWS::CloudWatch::Alarm",
              inert("arn:aws:cloudwatch:%1$s:%2$s:alarm:%3$s", "AlarmName", Set.of("Arn"))),
          Map.entry(
              "AWS::CloudWatch::CompositeAlarm",
              inert("arn:aws:cloudwatch:%1$s:%2$s:alarm:%3$s", "AlarmName", Set.of("Arn"))),
          Map.entry("AWS::CloudWatch::Dashboard", inert("%3$s", "DashboardName", NONE)),
          Map.entry(
              "AWS::KMS::Key", inert("arn:aws:kms:%1$s:%2$s:key/%3$s", "", Set.of("Arn", "KeyId"))),
          Map.entry("AWS::KMS::Alias", inert("%3$s", "AliasName", NONE)),
          Map.entry("AWS::S3::BucketPolicy", inert("%3$s", "", NONE)),
          Map.entry("AWS::SQS::QueuePolicy", inert("%3$s", "", Set.of("Id"))),
          Map.entry("AWS::Lambda::Permission", inert("%3$s", "", NONE)),
          Map.entry(
              "AWS::SNS::Topic",
              inert("arn:aws:sns:%1$s:%2$s:%3$s", "TopicName", Set.of("TopicArn", "TopicName"))),
          Map.entry("AWS::SNS::TopicPolicy", inert("%3$s", "", Set.of("Id"))),
          Map.entry(
              "AWS::Events::Rule",
              inert("arn:aws:events:%1$s:%2$s:rule/%3$s", "Name", Set.of("Arn"))),
          Map.entry(
              "AWS::Scheduler::Schedule",
              inert("arn:aws:scheduler:%1$s:%2$s:schedule/default/%3$s", "Name", Set.of("Arn"))));

  private static ResourceType effective(
      String arn, String nameProperty, Set<String> attributes, Set<String> inert) {
    return new ResourceType(arn, nameProperty, attributes, true, inert);
  }

  private static ResourceType inert(String arn, String nameProperty, Set<String> attributes) {
    return new ResourceType(arn, nameProperty, attributes, false, NONE);
  }
}
