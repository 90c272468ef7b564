package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tidings.lambda.FifoQueue;
import tidings.lambda.Problem;
import tidings.message.Command;
import tidings.message.Message;
import tidings.message.MessageJson;

class WishesTest {
  private final World world = new World();
  private final Wishes wishes =
      new Wishes(world.transcript, world.offers, new FifoQueue(world.sqs, "transcript"));

  @Test
  void readUpToCarriesTheCountAtThatNumber() {
    world.project(world.agentSays("g-1"));
    world.project(world.post("m-1"));
    world.project(world.agentSays("g-2"));
    wishes.read(world.chat, json("{\"upTo\":2}"));

    assertThat(enqueued()).containsExactly(new Command.ReadUpTo(world.chat, epoch(), 1, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"upTo\":-1}", "{\"upTo\":1.5}", "{\"upTo\":\"1\"}", "{\"upTo\":2}"})
  void whatIsNoNumberOfAnEntryIsNotRead(String body) {
    world.project(world.agentSays("g-1"));

    assertThatThrownBy(() -> wishes.read(world.chat, json(body))).isInstanceOf(Problem.class);
    assertThat(enqueued()).isEmpty();
  }

  @Test
  void whatHasExpiredIsReadWithTheLastNumber() {
    world.project(world.agentSays("g-1"));
    world.project(world.agentSays("g-2"));
    world.expire(1);
    world.expire(2);
    wishes.read(world.chat, json("{\"upTo\":2}"));

    assertThat(enqueued()).containsExactly(new Command.ReadUpTo(world.chat, epoch(), 2, null));
  }

  @Test
  void readUpToCarriesTheDevice() {
    world.project(world.agentSays("g-1"));
    wishes.read(world.chat, json("{\"upTo\":1,\"deviceId\":\"phone\"}"));

    assertThat(enqueued()).containsExactly(new Command.ReadUpTo(world.chat, epoch(), 1, "phone"));
  }

  @Test
  void aDeviceWithAnOddIdIsRefused() {
    world.project(world.agentSays("g-1"));
    var odd = json("{\"upTo\":1,\"deviceId\":\"a b\"}");

    assertThatThrownBy(() -> wishes.read(world.chat, odd)).isInstanceOf(Problem.class);
    assertThat(enqueued()).isEmpty();
  }

  @Test
  void aFailedMessageIsSentAgainAsTheNextAttempt() {
    world.project(world.post("m-1"));
    world.project(world.notSent("m-1"));
    wishes.retry(world.chat, "m-1");

    assertThat(enqueued())
        .containsExactly(new Command.Resend(world.chat, new Message.Id("m-1"), 2, false));
  }

  @Test
  void theResendKnowsThatGenesysHadTakenIt() {
    world.project(world.post("m-1"));
    world.project(world.sent("m-1", "g-1"));
    world.project(world.receipt("Failed", "g-1", "m-1"));
    wishes.retry(world.chat, "m-1");

    assertThat(enqueued())
        .containsExactly(new Command.Resend(world.chat, new Message.Id("m-1"), 2, true));
  }

  @Test
  void onlyAKnownAndFailedMessageIsSentAgain() {
    world.project(world.post("m-1"));

    assertThatThrownBy(() -> wishes.retry(world.chat, "m-2")).hasMessageContaining("no such");
    assertThatThrownBy(() -> wishes.retry(world.chat, "m-1")).hasMessageContaining("not failed");
  }

  @Test
  void aCursorBeyondAnAgentsMessageConfirmsIt() {
    world.project(world.post("m-1"));
    world.project(world.agentSays("g-1"));
    poll();
    poll();
    world.project(enqueued().getFirst());
    poll();

    var fetched = new Command.FetchedUpTo(world.chat, epoch(), 2);
    assertThat(enqueued()).containsExactly(fetched, fetched);
  }

  @Test
  void aPollDoesNotFailForWhatCannotBeEnqueued() {
    world.project(world.agentSays("g-1"));
    world.sqs.goOut();

    poll();

    assertThat(enqueued()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":\"o-1\"}",
        "{\"id\":\"o-1\",\"acknowledged\":false}",
        "{\"id\":\"o-1\",\"acknowledged\":true}"
      })
  void onlyAKnownOfferIsAcknowledged(String body) {
    assertThatThrownBy(() -> wishes.acknowledge(world.chat, json(body)))
        .isInstanceOf(Problem.class);
    assertThat(enqueued()).isEmpty();
  }

  private void poll() {
    Cursor cursor = world.page().cursor();
    wishes.fetched(world.chat, world.transcript.after(world.chat, cursor, 10), cursor);
  }

  private List<Command> enqueued() {
    return world.sqs.bodiesSentTo("transcript").stream()
        .map(body -> MessageJson.read(body, Command.class))
        .toList();
  }

  private String epoch() {
    return world.page().standing().head().epoch();
  }

  private static ObjectNode json(String body) {
    return MessageJson.read(body, ObjectNode.class);
  }
}
