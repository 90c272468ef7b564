package tidings.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Where the metadata of given up stream records goes, in the shape of the developer guide's "Retain
 * discarded records": the records themselves stay in the stream.
 */
record OnFailure(
    SqsClient sqs, Optional<String> queueUrl, String functionArn, String streamArn, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(OnFailure.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Sends the metadata.
   *
   * @param condition {@code RetryAttemptsExhausted} or {@code RecordAgeExceeded}
   */
  void given(String shardId, List<Record> records, String condition, int invocations) {
    LOG.error(
        "gave up function={} shard={} from={} records={} condition={}",
        functionArn,
        shardId,
        records.getFirst().dynamodb().sequenceNumber(),
        records.size(),
        condition);
    String body = json(shardId, records, condition, invocations);
    queueUrl.ifPresent(url -> sqs.sendMessage(send -> send.queueUrl(url).messageBody(body)));
  }

  private String json(String shardId, List<Record> records, String condition, int invocations) {
    ObjectNode json = JSON.createObjectNode();
    json.putObject("requestContext")
        .put("requestId", UUID.randomUUID().toString())
        .put("functionArn", functionArn)
        .put("condition", condition)
        .put("approximateInvokeCount", invocations);
    json.putObject("responseContext")
        .put("statusCode", 200)
        .put("executedVersion", "$LATEST")
        .put("functionError", "Unhandled");
    json.put("version", "1.0").put("timestamp", clock.instant().toString());
    var first = records.getFirst().dynamodb();
    var last = records.getLast().dynamodb();
    json.putObject("DDBStreamBatchInfo")
        .put("shardId", shardId)
        .put("startSequenceNumber", first.sequenceNumber())
        .put("endSequenceNumber", last.sequenceNumber())
        .put("approximateArrivalOfFirstRecord", first.approximateCreationDateTime().toString())
        .put("approximateArrivalOfLastRecord", last.approximateCreationDateTime().toString())
        .put("batchSize", records.size())
        .put("streamArn", streamArn);
    return json.toString();
  }
}
