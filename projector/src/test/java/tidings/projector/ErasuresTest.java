package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsResponse;
import tidings.lambda.Later;
import tidings.lambda.MovableClock;
import tidings.message.Chat;
import tidings.message.Command;
import tidings.message.MediaKeys;
import tidings.message.MessageJson;
import tidings.message.UserKey;
import tidings.table.ChatKeys;
import tidings.table.Erasure;
import tidings.table.LocalDynamo;

class ErasuresTest {
  private final World world = new World();

  @Test
  void nothingButTheErasureIsLeft() {
    world.project(world.post("m-1"));
    world.project(world.sent("m-1", "g-1"));
    world.project(world.agentSays("a-1"));
    world.project(world.offer("o-1"));
    String epoch = world.page().standing().head().epoch();
    world.project(new Command.ReadUpTo(world.chat, epoch, 1, null));

    erase();

    assertThat(items()).extracting(ChatKeys::sortKey).containsExactly(ChatKeys.ERASED);
    assertThat(items().toString()).doesNotContain("user-1", "says");
  }

  @Test
  void aConversationThatIsAnothersByNowHoldsNothingUp() {
    world.project(world.agentSays("a-1"));
    var other = new Chat(UserKey.of(new byte[] {7}, "user-2"), "user-2", "integration-1");
    world.project(new Command.Webhook(other, world.clock.instant(), world.agentSays("a-2").body()));

    erase();

    assertThat(world.ids()).isEmpty();
    assertThat(world.transcript.newest(other, 1).said()).hasSize(1);
    assertThat(world.chats(LocalDynamo.client()).chatOf("c-1")).contains(other);
  }

  @Test
  void anOldCursorStartsAnewAndFindsOnlyWhatCameSince() {
    world.project(world.post("m-1"));
    Cursor old = world.page().cursor();
    erase();
    world.project(world.post("m-2"));

    Transcript.Page page = world.transcript.after(world.chat, old, 10);
    assertThat(page.reset()).isTrue();
    assertThat(page.said()).extracting(said -> said.message().id().value()).containsExactly("m-2");
    assertThat(page.standing().badge()).isZero();
  }

  @Test
  void whatWasAcceptedBeforeAndComesLaterIsDropped() {
    var late = List.of(world.post("m-1"), world.agentSays("a-1"), world.offer("o-1"));
    erase();

    late.forEach(world::project);

    assertThat(items()).hasSize(1);
    assertThat(world.errands()).isEmpty();
  }

  @Test
  void theSameErasureAgainLeavesWhatCameSince() {
    world.project(world.post("m-1"));
    Command erase = erase();
    world.project(world.post("m-2"));

    world.project(erase);

    assertThat(world.ids()).containsExactly("m-2");
  }

  @Test
  void anEarlierErasureThatComesLaterIsNoNews() {
    var earlier = new Command.Erase(world.chat.userKey(), world.clock.instant());
    erase();
    world.project(world.post("m-1"));

    world.project(earlier);

    assertThat(world.ids()).containsExactly("m-1");
  }

  @Test
  void anErasureByAClockThatRunsAheadLeavesWhatIsSaidAfterwards() {
    world.project(world.post("m-1"));
    Instant sentAt = world.clock.instant();
    var ahead = new Command.Erase(world.chat.userKey(), sentAt.plus(Duration.ofHours(1)));
    world.projector.project(MessageJson.write(ahead), sentAt, Instant.MAX);
    pass(world.clock);
    world.project(world.post("m-2"));
    world.projector.project(MessageJson.write(ahead), sentAt, Instant.MAX);

    assertThat(world.ids()).containsExactly("m-2");
  }

  @Test
  void anIdThatWasErasedCanComeAnew() {
    world.project(world.post("m-1"));
    erase();

    world.project(world.post("m-1"));

    assertThat(world.ids()).containsExactly("m-1");
    assertThat(world.errands()).hasSize(2);
  }

  @Test
  void longTranscriptsGoToTheLastItem() {
    for (int i = 0; i < 120; i++) {
      world.project(world.agentSays("a-" + i));
    }

    erase();

    assertThat(items()).hasSize(1);
  }

  /** The other customers of the batch wait for it. */
  @Test
  void aLongErasureStopsWhenItsTimeIsUpAndGoesOn() {
    for (int i = 0; i < 120; i++) {
      world.project(world.agentSays("a-" + i));
    }
    Instant sentAt = world.clock.instant();
    String erase = MessageJson.write(new Command.Erase(world.chat.userKey(), sentAt));
    pass(world.clock);

    assertThatThrownBy(() -> world.projector.project(erase, sentAt, sentAt))
        .isInstanceOfSatisfying(Later.class, later -> assertThat(later.delay()).isZero());
    assertThat(world.ids()).isEmpty();
    assertThat(items()).hasSizeGreaterThan(100);

    world.projector.project(erase, sentAt, Instant.MAX);
    assertThat(items()).hasSize(1);
  }

  /** The end of a conversation goes beside the messages, so that both may go on at once. */
  @Test
  void whoHadReadBeforeTheErasureAddsNothingToWhatGoes() {
    world.project(world.agentSays("a-1"));
    var late = new Faults();
    late.arm(new Faults.Fault(Faults.How.ZOMBIE, 3));
    var ending = world.projector(late.store(LocalDynamo.client(), UnaryOperator.identity()));
    var ended = new Command.Ended("c-1", "agent", world.clock.instant());
    assertThatThrownBy(() -> world.project(ending, ended)).isInstanceOf(Faults.Crash.class);
    pass(world.clock);
    var erase = new Command.Erase(world.chat.userKey(), world.clock.instant());

    var erasing = new Faults().store(LocalDynamo.client(), write -> afterwards(late, write));
    world.project(world.projector(erasing), erase);

    assertThat(items()).extracting(ChatKeys::sortKey).containsExactly(ChatKeys.ERASED);
  }

  /** What is late comes just before the head goes. */
  private static TransactWriteItem afterwards(Faults late, TransactWriteItem write) {
    if (write.delete() != null && ChatKeys.sortKey(write.delete().key()).startsWith("head#")) {
      assertThat(late.release()).isZero();
    }
    return write;
  }

  @Test
  void whoHadReadBeforeTheErasureBeginsNothing() {
    Command early = world.post("m-1");
    pass(world.clock);

    world.project(world.projector(afterTheFirstQuery(this::erase)), early);

    assertThat(items()).extracting(ChatKeys::sortKey).containsExactly(ChatKeys.ERASED);
  }

  /** The table as it is, but this happens when it has been asked for the first time. */
  private static DynamoDbClient afterTheFirstQuery(Runnable happens) {
    var first = new AtomicBoolean(true);
    DynamoDbClient table = LocalDynamo.client();
    return new DynamoDbClient() {
      @Override
      public QueryResponse query(QueryRequest request) {
        QueryResponse answer = table.query(request);
        if (first.getAndSet(false)) {
          happens.run();
        }
        return answer;
      }

      @Override
      public GetItemResponse getItem(GetItemRequest request) {
        return table.getItem(request);
      }

      @Override
      public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return table.transactWriteItems(request);
      }

      @Override
      public String serviceName() {
        return table.serviceName();
      }

      @Override
      public void close() {}
    };
  }

  /** Queues and dead letters keep what was accepted before for 14 days each. */
  @ParameterizedTest
  @CsvSource({"1, 30", "30, 30", "90, 90"})
  void whatTellsOfTheErasureOutlastsTheQueues(int retention, int kept) {
    Chats chats = world.chats(LocalDynamo.client(), Duration.ofDays(retention));
    Instant now = world.clock.instant();
    chats.erase(world.chat.userKey(), new Erasure(now, now, now, Map.of()));

    assertThat(items())
        .extracting(item -> item.get(ChatKeys.TTL).n())
        .containsExactly(Long.toString(now.plus(Duration.ofDays(kept)).getEpochSecond()));
  }

  @Test
  void theUsersFilesGoAndTheOthersStay() {
    // The bucket has a clock of its own.
    world.clock.pass(Duration.ofDays(36_500));
    String theirs = MediaKeys.file(world.chat.userKey(), MediaKeys.upload("1"));
    world.bucket.put(theirs, "image/png", new byte[] {1});
    world.bucket.put("u/other/uploads/1", "image/png", new byte[] {1});

    erase();

    assertThat(world.bucket.head(theirs)).isEmpty();
    assertThat(world.bucket.head("u/other/uploads/1")).isPresent();
  }

  /** Everything accepted until now is erased; a little later. */
  private Command erase() {
    var erase = new Command.Erase(world.chat.userKey(), world.clock.instant());
    pass(world.clock);
    world.project(erase);
    pass(world.clock);
    return erase;
  }

  private static void pass(MovableClock clock) {
    clock.pass(Duration.ofSeconds(1));
  }

  private List<Map<String, AttributeValue>> items() {
    return LocalDynamo.client().scan(scan -> scan.tableName(world.table)).items();
  }
}
