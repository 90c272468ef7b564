package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tidings.lambda.Later;
import tidings.message.Command;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.table.Entry;

class EndingsTest {
  private final World world = new World();

  @Test
  void theCustomersEndIsARowAndAnErrandForTheKnownConversation() {
    talk();
    world.project(end("e-1"));

    assertThat(ends()).containsExactly("customer");
    assertThat(world.page().said().getLast().alert()).isNull();
    assertThat(world.errands(Errand.End.class))
        .containsExactly(new Errand.End(world.chat, new Message.Id("e-1"), null, "c-1"));
  }

  @Test
  void aMessageOnItsWayIsNamedForItsConversation() {
    world.project(world.post("m-1"));
    world.project(end("e-1"));

    var last = new Errand.Last(new Message.Id("m-1"), 1, world.clock.instant());
    assertThat(world.errands(Errand.End.class))
        .containsExactly(new Errand.End(world.chat, new Message.Id("e-1"), last, null));
  }

  @Test
  void aRedeliveredEndRepeatsTheErrandAndNotTheRow() {
    talk();
    world.project(end("e-1"));
    world.project(end("e-1"));

    assertThat(ends()).hasSize(1);
    assertThat(world.errands(Errand.End.class)).hasSize(2);
  }

  @Test
  void whatHasEndedEndsOnce() {
    world.project(world.post("m-1"));
    world.project(end("e-1"));
    world.project(world.sent("m-1", "g-m-1"));
    world.project(end("e-2"));

    assertThat(ends()).containsExactly("customer");
  }

  @Test
  void whereNothingWasSaidThereIsNothingToEnd() {
    world.project(end("e-1"));

    assertThat(world.ids()).isEmpty();
    assertThat(world.errands(Errand.End.class)).isEmpty();
  }

  @Test
  void genesysEndIsARowThatAlertsAndIsNotUnread() {
    talk();
    world.project(ended("agent"));
    world.project(ended("agent"));

    assertThat(ends()).containsExactly("agent");
    assertThat(world.page().said().getLast().alert()).isEqualTo(new Entry.Alert("message", 0));
  }

  @Test
  void aConversationThatGoesOnCanEndAgain() {
    talk();
    world.project(ended("agent"));
    world.clock.pass(Duration.ofDays(2));
    world.project(world.agentSays("g-1"));
    world.project(ended("flow"));

    assertThat(ends()).containsExactly("agent", "flow");
  }

  /** An end goes beside the messages, so that it may overtake them. */
  @Test
  void whatAnAgentSaidBeforeTheEndAndComesLateDoesNotOpenTheConversationAgain() {
    talk();
    Command late = world.agentSays("g-1");
    world.clock.pass(Duration.ofSeconds(1));
    world.project(ended("agent"));
    world.project(late);

    assertThat(world.page().standing().head().marks().talk().id()).isNull();
    assertThat(world.page().standing().unread()).isEqualTo(1);
  }

  @Test
  void whatTheCustomerSaysAfterTheEndOpensTheConversationAgain() {
    talk();
    world.project(ended("agent"));
    world.project(world.post("m-2"));
    world.project(world.sent("m-2", "g-m-2"));

    assertThat(world.page().standing().head().marks().talk().id()).isEqualTo("c-1");
  }

  @Test
  void anEndThatOvertakesItsConversationWaitsForAMinute() {
    Command ended = ended("agent");
    assertThatThrownBy(() -> world.project(ended)).isInstanceOf(Later.class);

    world.clock.pass(Duration.ofMinutes(1));
    world.project(ended);

    assertThat(world.ids()).isEmpty();
    assertThat(world.parked()).isEmpty();
  }

  private void talk() {
    world.project(world.post("m-1"));
    world.project(world.sent("m-1", "g-m-1"));
  }

  private Command end(String id) {
    return new Command.End(world.chat, new Message.Id(id), world.clock.instant());
  }

  private Command ended(String by) {
    return new Command.Ended("c-1", by, world.clock.instant());
  }

  private List<String> ends() {
    return world.page().said().stream()
        .map(said -> said.message().body())
        .filter(Message.Ended.class::isInstance)
        .map(body -> ((Message.Ended) body).by())
        .toList();
  }
}
