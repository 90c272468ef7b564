package tidings.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import tidings.lambda.Batches;
import tidings.lambda.Invoked;
import tidings.message.BrokenJson;
import tidings.message.Command;
import tidings.message.Content;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;

/**
 * Whatever the dispatch queue and its dead letters bring is done or parked, and so is what comes
 * with it. Many inputs: {@code mvn -q -pl dispatcher -am test -Dtest=DispatcherFuzzTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtidings.fuzz=100000}.
 */
class DispatcherFuzzTest {
  private static final Message.Id ID = new Message.Id("m-1");

  /** A queue takes a million bytes; what is parked stands in an envelope, its quotes escaped. */
  private static final int FITS = 500_000;

  private static final BrokenJson BROKEN = new BrokenJson(whole());
  private static final Bench BENCH = new Bench();

  private final Batches batches = new Batches(BENCH.sqs, "dispatch");
  private final DispatcherHandler dispatcher =
      new DispatcherHandler(
          batches, BENCH.dispatcher((_, _) -> new Genesys.Answer.Accepted("g-1", "c-1", "corr-1")));
  private final DeadLetterHandler deadLetters = new DeadLetterHandler(batches, BENCH.ends);

  @AfterContainer
  static void close() {
    BENCH.close();
  }

  @Property(seed = "1")
  void whateverComesIsDoneOrParked(@ForAll("errands") String broken) {
    assertWorked(dispatcher, broken);
  }

  @Property(seed = "1")
  void whateverCrashedIsDoneOrParked(@ForAll("errands") String broken) {
    assertWorked(deadLetters, broken);
  }

  private static void assertWorked(
      RequestHandler<SQSEvent, SQSBatchResponse> handler, String broken) {
    BENCH.sqs.recorded().sent().clear();
    var event = new SQSEvent();
    event.setRecords(
        List.of(message("broken", broken), message("whole", MessageJson.write(Samples.hello()))));
    Context context = Invoked.of("rehearsal");

    assertThat(handler.handleRequest(event, context).getBatchItemFailures()).isEmpty();
    assertThat(BENCH.sqs.recorded().bodiesSentTo("transcript"))
        .map(body -> MessageJson.read(body, Command.class))
        .anyMatch(DispatcherFuzzTest::isReportOfHello);
  }

  private static boolean isReportOfHello(Command command) {
    return command instanceof Command.Report report && report.chat().equals(Samples.rana());
  }

  @Provide
  Arbitrary<String> errands() {
    return Arbitraries.randomValue(BROKEN::text).filter(text -> text.length() <= FITS);
  }

  private static List<String> whole() {
    var chat = Samples.rana();
    Instant now = Samples.START;
    var medium =
        new Content.Medium("f-1", "Image", "https://g/1", "image/png", "a.png", 7L, Map.of());
    var reason = new Errand.Reason("GeneralError", "A file could not be copied");
    var reply = new Message.Reply(ID, "QuickReply", "Yes", "yes");
    var errands =
        List.of(
            Samples.hello(),
            new Errand.Forward(chat, Samples.says(reply), 2, true),
            new Errand.Forward(chat, Samples.says(new Message.Location(59.3, 18, 12.0)), 1),
            new Errand.End(chat, ID, new Errand.Last(ID, 1, now), "c-1"),
            new Errand.Agentless(chat, ID, "On its way", true),
            new Errand.Fetch(chat, ID, 0, medium),
            Errand.Receipt.delivered(chat, ID, now),
            Errand.Receipt.failed(chat, ID, reason, now),
            new Errand.Typing(chat, now));
    return errands.stream().map(MessageJson::write).toList();
  }

  private static SQSMessage message(String id, String body) {
    var message = new SQSMessage();
    message.setMessageId(id);
    message.setReceiptHandle(id);
    message.setBody(body);
    message.setAttributes(
        Map.of(
            "MessageGroupId",
            id,
            "ApproximateReceiveCount",
            "1",
            "SentTimestamp",
            "1790000000000",
            "ApproximateFirstReceiveTimestamp",
            "1790000000000"));
    return message;
  }
}
