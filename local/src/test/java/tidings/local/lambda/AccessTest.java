package tidings.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.sns.model.CreatePlatformEndpointRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

class AccessTest {
  private static final String QUEUE = "http://127.0.0.1:9324/000000000000/turns.fifo";

  static Stream<Arguments> calls() {
    return Stream.of(
        Arguments.of(
            "SendMessage",
            SendMessageRequest.builder().queueUrl(QUEUE).build(),
            "sqs:SendMessage on arn:aws:sqs:eu-west-1:000000000000:turns.fifo"),
        Arguments.of(
            "DeleteMessageBatch",
            DeleteMessageBatchRequest.builder().queueUrl(QUEUE).build(),
            "sqs:DeleteMessage on arn:aws:sqs:eu-west-1:000000000000:turns.fifo"),
        Arguments.of(
            "Query",
            QueryRequest.builder().tableName("chats").indexName("byTime").build(),
            "dynamodb:Query on arn:aws:dynamodb:eu-west-1:000000000000:table/chats/index/byTime"),
        Arguments.of(
            "BatchGetItem",
            BatchGetItemRequest.builder()
                .requestItems(Map.of("chats", KeysAndAttributes.builder().build()))
                .build(),
            "dynamodb:BatchGetItem on arn:aws:dynamodb:eu-west-1:000000000000:table/chats"),
        Arguments.of(
            "HeadObject",
            HeadObjectRequest.builder().bucket("media").key("a/b").build(),
            "s3:GetObject on arn:aws:s3:::media/a/b"),
        Arguments.of(
            "GetObject",
            GetObjectRequest.builder().bucket("media").key("a/b").build(),
            "s3:GetObject on arn:aws:s3:::media/a/b"),
        Arguments.of(
            "Publish",
            PublishRequest.builder().targetArn("arn:endpoint").build(),
            "sns:Publish on arn:endpoint"),
        Arguments.of(
            "CreatePlatformEndpoint",
            CreatePlatformEndpointRequest.builder().platformApplicationArn("arn:app").build(),
            "sns:CreatePlatformEndpoint on arn:app"),
        Arguments.of(
            "GetSecretValue",
            GetSecretValueRequest.builder().secretId("arn:secret").build(),
            "secretsmanager:GetSecretValue on arn:secret"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void aCallNeedsItsActionOnItsResource(String operation, SdkRequest request, String access) {
    assertThat(Access.of(operation, request, Local.ACCOUNT))
        .extracting(Access::toString)
        .containsExactly(access);
  }

  @Test
  void aTransactionNeedsWhatEachOfItsPartsNeeds() {
    Map<String, AttributeValue> key = Map.of("pk", AttributeValue.fromS("p"));
    var request =
        TransactWriteItemsRequest.builder()
            .transactItems(
                TransactWriteItem.builder().put(put -> put.tableName("a").item(key)).build(),
                TransactWriteItem.builder().update(put -> put.tableName("a").key(key)).build(),
                TransactWriteItem.builder()
                    .conditionCheck(check -> check.tableName("b").key(key))
                    .build(),
                TransactWriteItem.builder().delete(each -> each.tableName("b").key(key)).build())
            .build();

    assertThat(Access.of("TransactWriteItems", request, Local.ACCOUNT))
        .extracting(access -> access.action() + access.resource().replaceAll(".*/", " "))
        .containsExactly(
            "dynamodb:PutItem a",
            "dynamodb:UpdateItem a",
            "dynamodb:ConditionCheckItem b",
            "dynamodb:DeleteItem b");
  }
}
