package tidings.local.lambda;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** Turns received messages into Lambda's event, and its answer into what is to be deleted. */
final class QueueEvents {
  private QueueEvents() {}

  static SQSEvent event(List<Message> messages, String queueArn) {
    var event = new SQSEvent();
    event.setRecords(messages.stream().map(message -> record(message, queueArn)).toList());
    return event;
  }

  private static SQSEvent.SQSMessage record(Message message, String queueArn) {
    var attributes = new HashMap<String, SQSEvent.MessageAttribute>();
    message.messageAttributes().forEach((name, value) -> attributes.put(name, attribute(value)));
    var record = new SQSEvent.SQSMessage();
    record.setMessageId(message.messageId());
    record.setReceiptHandle(message.receiptHandle());
    record.setBody(message.body());
    record.setMd5OfBody(message.md5OfBody());
    record.setMd5OfMessageAttributes(message.md5OfMessageAttributes());
    record.setEventSource("aws:sqs");
    record.setEventSourceArn(queueArn);
    record.setAwsRegion(queueArn.split(":", -1)[3]);
    record.setAttributes(new HashMap<>(message.attributesAsStrings()));
    record.setMessageAttributes(attributes);
    return record;
  }

  private static SQSEvent.MessageAttribute attribute(MessageAttributeValue value) {
    var attribute = new SQSEvent.MessageAttribute();
    attribute.setDataType(value.dataType());
    attribute.setStringValue(value.stringValue());
    if (value.binaryValue() != null) {
      attribute.setBinaryValue(value.binaryValue().asByteBuffer());
    }
    return attribute;
  }

  /**
   * The messages that the answer does not return. None if it returns one that was not sent or has
   * no id: then the whole batch has failed (developer guide, "Implementing partial batch
   * responses").
   */
  static List<Message> worked(List<Message> messages, @Nullable Object answer) {
    if (answer == null) {
      return messages;
    }
    if (!(answer instanceof SQSBatchResponse response)) {
      return List.of();
    }
    if (response.getBatchItemFailures() == null) {
      return messages;
    }
    Set<String> failed = new HashSet<>();
    response.getBatchItemFailures().forEach(failure -> failed.add(failure.getItemIdentifier()));
    Map<String, Message> sent = new HashMap<>();
    messages.forEach(message -> sent.put(message.messageId(), message));
    if (!sent.keySet().containsAll(failed)) {
      return List.of();
    }
    return messages.stream().filter(message -> !failed.contains(message.messageId())).toList();
  }
}
