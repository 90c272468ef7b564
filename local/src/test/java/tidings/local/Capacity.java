package tidings.local;

import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;

/** The capacity units that an answer of DynamoDB reports, for one table or for several. */
final class Capacity {
  private Capacity() {}

  /**
   * DynamoDB Local reports a transaction as if it had one item; DynamoDB counts two units for each
   * ("Managing complex workflows with transactions", part on capacity), of items up to 1 KB.
   */
  static double of(SdkRequest request, SdkResponse response) {
    double reported =
        response
            .getValueForField("ConsumedCapacity", Object.class)
            .map(Capacity::units)
            .orElse(0.0);
    return request instanceof TransactWriteItemsRequest transaction
        ? Math.max(reported, 2.0 * transaction.transactItems().size())
        : reported;
  }

  private static double units(Object reported) {
    Collection<?> tables = reported instanceof Collection<?> several ? several : List.of(reported);
    return tables.stream()
        .map(ConsumedCapacity.class::cast)
        .mapToDouble(ConsumedCapacity::capacityUnits)
        .sum();
  }
}
