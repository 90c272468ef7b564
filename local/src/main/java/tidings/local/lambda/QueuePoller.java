package tidings.local.lambda;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import tidings.local.template.Deployment;

/**
 * Polls a queue for a function as Lambda does. Failed messages are left alone: they come back when
 * their visibility time-out has passed. That no FIFO group is in two invocations is the queue's own
 * doing, which hands out none of a group while one of it is in flight.
 *
 * <p>Only an idle function waits for messages at the queue. While one works, what waits is mostly
 * of groups that it works on, and ElasticMQ would look through all of it at every event.
 */
final class QueuePoller implements Poller {
  private static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);
  private static final Duration LONG_POLL = Duration.ofSeconds(20);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(1);
  private static final Duration TO_FINISH = Duration.ofSeconds(5);
  private static final int MOST_PER_RECEIVE = 10;

  private final String functionId;
  private final Deployment.QueueSource source;
  private final SqsClient sqs;
  private final String queueUrl;
  private final Functions functions;
  private final Semaphore slots;

  /** Batches that have ended since the receiver looked. */
  private final Semaphore ended = new Semaphore(0);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread receiver;

  QueuePoller(
      String functionId,
      Deployment.QueueSource source,
      SqsClient sqs,
      String queueUrl,
      Functions functions) {
    this.functionId = functionId;
    this.source = source;
    this.sqs = sqs;
    this.queueUrl = queueUrl;
    this.functions = functions;
    this.slots = new Semaphore(source.maximumConcurrency());
    this.receiver = Thread.ofVirtual().name("queue-" + functionId).unstarted(this::poll);
  }

  @Override
  public void start() {
    receiver.start();
  }

  private void poll() {
    try {
      while (stopped.getCount() > 0) {
        slots.acquire();
        ended.drainPermits();
        boolean isIdle = slots.availablePermits() == source.maximumConcurrency() - 1;
        List<Message> messages = receive(isIdle ? LONG_POLL : Duration.ZERO);
        if (messages.isEmpty()) {
          slots.release();
          awaitWork(isIdle);
        } else {
          Thread.ofVirtual().name("batch-" + functionId).start(() -> work(messages));
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A group may be free when a batch has ended; a new group may have come at any time. */
  private void awaitWork(boolean isIdle) throws InterruptedException {
    if (!isIdle) {
      boolean _ = ended.tryAcquire(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private List<Message> receive(Duration longest) throws InterruptedException {
    try {
      return sqs.receiveMessage(
              receive ->
                  receive
                      .queueUrl(queueUrl)
                      .maxNumberOfMessages(Math.min(MOST_PER_RECEIVE, source.batchSize()))
                      .waitTimeSeconds((int) longest.toSeconds())
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                      .messageAttributeNames("All"))
          .messages();
    } catch (SdkException e) {
      if (stopped.getCount() > 0) {
        LOG.warn("receive failed function={} error={}", functionId, e.toString());
        stopped.await(AFTER_AN_ERROR.toMillis(), TimeUnit.MILLISECONDS);
      }
      return List.of();
    }
  }

  private void work(List<Message> messages) {
    try {
      List<Message> worked = worked(messages);
      if (!worked.isEmpty()) {
        delete(worked);
      }
    } catch (SdkException e) {
      LOG.warn("delete failed function={} error={}", functionId, e.toString());
    } finally {
      slots.release();
      ended.release();
    }
  }

  private List<Message> worked(List<Message> messages) {
    try {
      Object answer = functions.invoke(functionId, QueueEvents.event(messages, source.queueArn()));
      return source.partialFailures() ? QueueEvents.worked(messages, answer) : messages;
    } catch (Functions.FunctionFailed _) {
      return List.of();
    }
  }

  /** A receipt that is out of date is refused here, where AWS would say yes: it comes again. */
  private void delete(List<Message> messages) {
    var entries = new ArrayList<DeleteMessageBatchRequestEntry>();
    for (Message message : messages) {
      entries.add(
          DeleteMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .receiptHandle(message.receiptHandle())
              .build());
    }
    sqs.deleteMessageBatch(delete -> delete.queueUrl(queueUrl).entries(entries))
        .failed()
        .forEach(
            failure ->
                LOG.warn(
                    "not deleted function={} message={} error={}",
                    functionId,
                    messages.get(Integer.parseInt(failure.id())).messageId(),
                    failure.code()));
  }

  @Override
  public void close() {
    stopped.countDown();
    receiver.interrupt();
    try {
      boolean ended = receiver.join(TO_FINISH);
      int all = source.maximumConcurrency();
      if (!ended || !slots.tryAcquire(all, TO_FINISH.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("still working at the stop function={}", functionId);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
