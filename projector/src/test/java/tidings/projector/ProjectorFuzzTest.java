package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tidings.lambda.Allocated;
import tidings.lambda.Batches;
import tidings.lambda.Invoked;
import tidings.lambda.Later;
import tidings.message.BrokenJson;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.Fixtures;
import tidings.message.HostileValues;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.message.RawJson;
import tidings.message.UserKey;

/**
 * Whatever the transcript queue brings is carried out or parked, what comes with it is carried out,
 * and the page can be shown after it. Many inputs: {@code mvn -q -pl projector -am test
 * -Dtest=ProjectorFuzzTest -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.fuzz=100000}.
 */
class ProjectorFuzzTest {
  /** A queue takes a million bytes; what is parked stands in an envelope, its quotes escaped. */
  private static final int FITS = 500_000;

  private static final BrokenJson BROKEN = new BrokenJson(whole(new World()));

  private final World world = new World();
  private final ProjectorHandler handler =
      new ProjectorHandler(new Batches(world.sqs, "transcript"), world.projector);
  private final Chat other =
      new Chat(UserKey.of(new byte[] {7}, "user-2"), "user-2", "integration-1");
  private int worked;

  @Property(seed = "1")
  void whateverComesIsCarriedOutOrParked(@ForAll("commands") String broken) {
    world.clock.pass(Duration.ofMillis(1));
    boolean later = isForLater(broken);
    world.sqs.sent().clear();
    String id = "whole-" + worked++;
    var event = new SQSEvent();
    String whole = saysToOther(id);
    event.setRecords(List.of(message("broken", broken), message("whole", whole)));

    var failures = handler.handleRequest(event, Invoked.of("rehearsal")).getBatchItemFailures();

    assertThat(failures.isEmpty() || later).isTrue();
    assertThat(failures).extracting(BatchItemFailure::getItemIdentifier).isSubsetOf("broken");
    assertThat(world.transcript.newest(other, 1).said())
        .extracting(said -> said.message().id().value())
        .containsExactly(id);
    var page = world.transcript.newest(world.chat, 4);
    assertThat(MessageJson.write(world.json(page))).isNotEmpty();
  }

  private String saysToOther(String id) {
    String body = world.agentSays(id).body().text().replace("c-1", "c-2");
    return MessageJson.write(new Command.Webhook(other, world.clock.instant(), new RawJson(body)));
  }

  private boolean isForLater(String command) {
    try {
      world.project(command);
      return false;
    } catch (Later _) {
      return true;
    }
  }

  @Example
  void depthAndWidthTakeMemoryAsTheirTextDoes() {
    assertThat(allocatedPerByte(HostileValues.nested(10_000))).isLessThan(150);
    assertThat(allocatedPerByte(HostileValues.wide(80_000))).isLessThan(150);
  }

  private long allocatedPerByte(String body) {
    world.project(body);
    return Allocated.by(() -> world.project(body)) / body.length();
  }

  @Provide
  Arbitrary<String> commands() {
    return Arbitraries.randomValue(BROKEN::text).filter(text -> text.length() <= FITS);
  }

  private static List<String> whole(World world) {
    var id = new Message.Id("m-1");
    Instant now = world.clock.instant();
    var commands = new ArrayList<Command>();
    Fixtures.names().map(Fixtures::text).map(world::webhook).forEach(commands::add);
    commands.addAll(
        List.of(
            world.post("m-1"),
            world.agentSendsFiles("a-1"),
            world.copied("a-1", 0, Content.Stored.available("copies/1")),
            world.copied("a-1", 1, Content.Stored.failed("too-big")),
            world.receipt("Published", "g-1", "m-1"),
            world.receipt("Failed", "g-1", "m-1"),
            world.sent("m-1", "g-1"),
            world.notSent("m-1"),
            world.offer("o-1"),
            new Command.Resend(world.chat, id, 2, true),
            new Command.ReadUpTo(world.chat, "epoch", 1, "phone"),
            new Command.FetchedUpTo(world.chat, "epoch", 1),
            new Command.Acknowledge(world.offer("o-1").chat(), new Message.Id("o-1"), "phone"),
            new Command.Typing(world.chat, now),
            new Command.End(world.chat, new Message.Id("e-1"), now),
            new Command.Ended("c-1", "agent", now),
            new Command.Agentless(world.chat, id, "On its way", true),
            new Command.Import(world.chat, world.post("i-1").message(), null),
            new Command.Import(world.chat, world.offer("i-2").message(), now),
            new Command.Erase(world.chat.userKey(), now.minusSeconds(3600)),
            new Command.Unroutable(now, "not JSON", "{")));
    return commands.stream().map(MessageJson::write).toList();
  }

  private static SQSMessage message(String id, String body) {
    var message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle(id);
    message.setBody(body);
    message.setAttributes(
        Map.of("MessageGroupId", id, "ApproximateReceiveCount", "1", "SentTimestamp", "0"));
    return message;
  }
}
