package tidings.local.lambda;

import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerRequest;
import software.amazon.awssdk.services.sns.model.SnsRequest;
import software.amazon.awssdk.services.sqs.model.SqsRequest;
import tidings.local.engines.Account;

/**
 * One thing that a call does: an IAM action on a resource (service authorization reference, the
 * pages of these services).
 */
record Access(String action, String resource) {

  /** What a request of this operation needs; a request of many parts needs something for each. */
  static List<Access> of(String operation, SdkRequest request, Account account) {
    return switch (request) {
      case SqsRequest sqs -> List.of(sqs(operation, sqs, account));
      case DynamoDbRequest dynamo -> dynamo(operation, dynamo, account).distinct().toList();
      case S3Request s3 -> s3(operation, s3).toList();
      case SnsRequest sns -> List.of(sns(operation, sns));
      case SecretsManagerRequest secret ->
          List.of(new Access("secretsmanager:" + operation, field(secret, "SecretId")));
      default -> List.of(new Access(request.getClass().getSimpleName(), "*"));
    };
  }

  private static Access sqs(String operation, SqsRequest request, Account account) {
    String single =
        operation.endsWith("Batch")
            ? operation.substring(0, operation.length() - "Batch".length())
            : operation;
    String url = field(request, "QueueUrl");
    String name = url.equals("*") ? field(request, "QueueName") : url.replaceAll(".*/", "");
    return new Access("sqs:" + single, name.equals("*") ? "*" : account.arn("sqs", name));
  }

  private static Stream<Access> dynamo(String operation, DynamoDbRequest request, Account account) {
    return switch (request) {
      case TransactWriteItemsRequest write ->
          write.transactItems().stream().flatMap(item -> parts(item, account));
      case TransactGetItemsRequest get ->
          get.transactItems().stream()
              .map(item -> onTable("GetItem", item.get().tableName(), account));
      case BatchGetItemRequest get ->
          get.requestItems().keySet().stream().map(table -> onTable(operation, table, account));
      case BatchWriteItemRequest write ->
          write.requestItems().keySet().stream().map(table -> onTable(operation, table, account));
      default -> Stream.of(onTable(operation, indexed(request), account));
    };
  }

  private static String indexed(DynamoDbRequest request) {
    String index = field(request, "IndexName");
    return field(request, "TableName") + (index.equals("*") ? "" : "/index/" + index);
  }

  private static Stream<Access> parts(TransactWriteItem item, Account account) {
    Stream.Builder<Access> parts = Stream.builder();
    if (item.put() != null) {
      parts.add(onTable("PutItem", item.put().tableName(), account));
    }
    if (item.update() != null) {
      parts.add(onTable("UpdateItem", item.update().tableName(), account));
    }
    if (item.delete() != null) {
      parts.add(onTable("DeleteItem", item.delete().tableName(), account));
    }
    if (item.conditionCheck() != null) {
      parts.add(onTable("ConditionCheckItem", item.conditionCheck().tableName(), account));
    }
    return parts.build();
  }

  private static Access onTable(String operation, String table, Account account) {
    boolean whole = table.equals("*") || table.startsWith("arn:");
    return new Access(
        "dynamodb:" + operation, whole ? table : account.arn("dynamodb", "table/" + table));
  }

  private static Stream<Access> s3(String operation, S3Request request) {
    String bucket = "arn:aws:s3:::" + field(request, "Bucket");
    String object = bucket + "/" + field(request, "Key");
    return switch (request) {
      case CopyObjectRequest copy ->
          Stream.of(
              new Access(
                  "s3:GetObject", "arn:aws:s3:::" + copy.sourceBucket() + "/" + copy.sourceKey()),
              new Access(
                  "s3:PutObject",
                  "arn:aws:s3:::" + copy.destinationBucket() + "/" + copy.destinationKey()));
      case DeleteObjectsRequest delete ->
          delete.delete().objects().stream()
              .map(each -> new Access("s3:DeleteObject", bucket + "/" + each.key()));
      default ->
          Stream.of(
              switch (operation) {
                case "HeadObject" -> new Access("s3:GetObject", object);
                case "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
                    new Access("s3:PutObject", object);
                case "HeadBucket", "ListObjects", "ListObjectsV2" ->
                    new Access("s3:ListBucket", bucket);
                default ->
                    new Access(
                        "s3:" + operation, field(request, "Key").equals("*") ? bucket : object);
              });
    };
  }

  private static Access sns(String operation, SnsRequest request) {
    String resource =
        Stream.of("TargetArn", "TopicArn", "EndpointArn", "PlatformApplicationArn")
            .map(name -> field(request, name))
            .filter(value -> !value.equals("*"))
            .findFirst()
            .orElse("*");
    return new Access("sns:" + operation, resource);
  }

  private static String field(SdkRequest request, String name) {
    return request.getValueForField(name, String.class).orElse("*");
  }

  @Override
  public String toString() {
    return action + " on " + resource;
  }
}
