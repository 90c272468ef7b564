package tidings.projector;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tidings.lambda.Answers;
import tidings.lambda.Bucket;
import tidings.lambda.Env;
import tidings.message.Chat;
import tidings.message.Delivery;
import tidings.message.Message;
import tidings.message.UserKey;
import tidings.table.Entry;
import tidings.table.Feed;
import tidings.table.Head;
import tidings.table.Marks;

/** The answer to a poll that brings 50 messages of both sides. */
@State(Scope.Thread)
public class PollBenchmark {
  private static final int MESSAGES = 50;
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final Env ENV =
      new Env(
          Map.of(
              "AWS_REGION", "eu-north-1",
              "AWS_ACCESS_KEY_ID", "none",
              "AWS_SECRET_ACCESS_KEY", "none"));

  private final Transcript.Page page = page();
  private final Rendering rendering =
      new Rendering(
          new Chat(UserKey.of(new byte[] {7}, "user-1"), "user-1", "integration-1"),
          new Links(Bucket.of(ENV, "media"), Duration.ofMinutes(10)),
          AT);

  private static Transcript.Page page() {
    var entries = new ArrayList<Entry>();
    for (int i = 1; i <= MESSAGES; i++) {
      entries.add(entry(i));
    }
    var head = new Head(Feed.chat("integration-1"), "epoch", MESSAGES, 1, Marks.NONE, AT, AT);
    var standing = new Standing(head, 0, null, AT);
    return new Transcript.Page(
        List.copyOf(entries), new Cursor("epoch", MESSAGES), null, false, standing);
  }

  private static Entry entry(int i) {
    boolean customer = i % 2 == 0;
    var author = customer ? Message.Author.CUSTOMER : Message.Author.AGENT;
    var text = Message.Text.of("This is what message number " + i + " says, and it says no more.");
    var message = new Message(new Message.Id("m-" + i), author, AT, text, null, "conversation-1");
    return new Entry.Said(i, message, customer ? Delivery.sent(1) : null, null, i / 2, AT);
  }

  @Benchmark
  public APIGatewayV2HTTPResponse poll() {
    return Answers.json(200, rendering.page(page));
  }
}
