package tidings.dispatcher;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import tidings.table.LocalDynamo;

/** DynamoDB Local, of which reads or writes can be out for a while. */
final class BreakableDynamo implements DynamoDbClient {
  private boolean readsOut;
  private boolean writesOut;

  void breakReads() {
    readsOut = true;
  }

  void breakWrites() {
    writesOut = true;
  }

  void comeBack() {
    readsOut = false;
    writesOut = false;
  }

  @Override
  public GetItemResponse getItem(GetItemRequest request) {
    failIf(readsOut);
    return LocalDynamo.client().getItem(request);
  }

  @Override
  public PutItemResponse putItem(PutItemRequest request) {
    failIf(writesOut);
    return LocalDynamo.client().putItem(request);
  }

  private static void failIf(boolean out) {
    if (out) {
      throw SdkClientException.create("DynamoDB is out");
    }
  }

  @Override
  public String serviceName() {
    return "dynamodb";
  }

  @Override
  public void close() {}
}
