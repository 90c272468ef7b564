package tidings.local.engines;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.actor.queue.InternalMessage;
import org.elasticmq.msg.CreateQueue;
import org.elasticmq.msg.RestoreMessages;
import scala.jdk.javaapi.CollectionConverters;
import scala.util.Right;

/**
 * Stands before ElasticMQ's queues while it restores them. ElasticMQ gives back a FIFO queue's
 * messages as if the queue were none: in the order of their visibility, and past those that were in
 * flight (seen at 1.7.1, {@code DBMessage.toInternalMessage}). Here they get their order back, and
 * what was in flight is visible again at once: whoever had received it has ended.
 */
final class FifoRestore extends AbstractActor {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final ActorRef queues;

  FifoRestore(ActorRef queues) {
    this.queues = queues;
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder().match(CreateQueue.class, this::create).build();
  }

  private void create(CreateQueue create) {
    ActorRef asker = getSender();
    var actors = getContext().getSystem();
    boolean fifo = create.request().isFifo();
    var _ =
        Patterns.ask(queues, create, LONGEST)
            .thenAccept(
                made -> {
                  boolean before = fifo && made instanceof Right<?, ?>;
                  ActorRef queue = before ? (ActorRef) ((Right<?, ?>) made).value() : null;
                  Object answer =
                      queue == null
                          ? made
                          : new Right<>(
                              actors.actorOf(Props.create(Queue.class, () -> new Queue(queue))));
                  asker.tell(answer, ActorRef.noSender());
                });
  }

  /** Stands before one FIFO queue. */
  private static final class Queue extends AbstractActor {
    private final ActorRef queue;

    Queue(ActorRef queue) {
      this.queue = queue;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(RestoreMessages.class, restore -> queue.forward(inOrder(restore), getContext()))
          .build();
    }
  }

  private static RestoreMessages inOrder(RestoreMessages restore) {
    List<InternalMessage> messages =
        CollectionConverters.asJava(restore.messages()).stream()
            .sorted(Comparator.comparing(InternalMessage::created).thenComparing(FifoRestore::sent))
            .toList();
    var ordered =
        IntStream.range(0, messages.size()).mapToObj(i -> fifo(messages.get(i), i)).toList();
    return new RestoreMessages(CollectionConverters.asScala(ordered).toList());
  }

  /** Numbers start again with the process, so they tell apart only what came in one instant. */
  private static long sent(InternalMessage message) {
    return message.sequenceNumber().isEmpty() ? 0 : Long.parseLong(message.sequenceNumber().get());
  }

  private static InternalMessage fifo(InternalMessage message, int index) {
    return new InternalMessage(
        message.id(),
        message.deliveryReceipts(),
        0,
        message.content(),
        message.messageAttributes(),
        message.created(),
        index,
        message.firstReceive(),
        message.receiveCount(),
        true,
        message.messageGroupId(),
        message.messageDeduplicationId(),
        message.tracingId(),
        message.sequenceNumber(),
        message.deadLetterSourceQueueName());
  }
}
