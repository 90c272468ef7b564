package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import tidings.message.Command;
import tidings.message.Delivery;
import tidings.message.Errand;
import tidings.message.Message;
import tidings.message.MessageJson;
import tidings.table.Entry;
import tidings.table.LocalDynamo;

/** A projector with faults, the model beside it, and a reader who follows by cursor. */
final class Following {
  private static final Duration ACT = Duration.ofMillis(1);

  private final World world = new World();
  private final Faults faults = new Faults();
  private final Model model = new Model();
  private final Projector projector;
  private final List<String> seen = new ArrayList<>();
  private final Map<String, Optional<Delivery>> states = new HashMap<>();
  private Cursor cursor = Cursor.BEFORE_ALL;

  /**
   * An act with what goes wrong, and what happens after it.
   *
   * @param polls whether the reader polls
   * @param releases whether the dead finish what they had begun
   */
  record Step(Model.Act act, Faults.Fault fault, boolean polls, boolean releases) {}

  Following(UnaryOperator<TransactWriteItem> leaveOut) {
    projector =
        world.projector(faults.store(LocalDynamo.client(), leaveOut), faults.queue(world.sqs));
  }

  void follow(List<Step> steps) {
    for (Step step : steps) {
      carryOut(step);
      model.follow(step.act());
      if (step.releases()) {
        faults.release();
      }
      if (step.polls()) {
        poll();
      }
    }
    faults.release();
    while (poll()) {
      assertThat(seen).doesNotHaveDuplicates();
    }
    compare();
  }

  /** A run that crashed is repeated, as the queue does it. */
  private void carryOut(Step step) {
    world.clock.pass(ACT);
    String body = MessageJson.write(command(step.act()));
    faults.arm(step.fault());
    try {
      world.project(projector, body);
    } catch (Faults.Crash _) {
      faults.arm(new Faults.Fault(Faults.How.NONE, 0));
      world.project(projector, body);
    }
  }

  private void compare() {
    assertThat(seen).isEqualTo(model.order());
    assertThat(states).isEqualTo(model.rows());
    assertThat(world.ids()).isEqualTo(model.order());
    world
        .page()
        .said()
        .forEach(
            said ->
                assertThat(Optional.ofNullable(said.delivery()))
                    .isEqualTo(model.rows().get(said.message().id().value())));
    assertThat(world.page().standing().unread()).isEqualTo(model.unread());
    assertThat(attempts(world.errands())).isEqualTo(model.forwards());
    assertThat(attempts(parked())).isEqualTo(model.parked());
  }

  /** Returns false if there was nothing new. */
  private boolean poll() {
    Transcript.Page page = world.transcript.after(world.chat, cursor, 3);
    if (page.reset()) {
      startAnew(page);
      return true;
    }
    for (Entry entry : page.entries()) {
      switch (entry) {
        case Entry.Said said -> {
          seen.add(said.message().id().value());
          states.put(said.message().id().value(), Optional.ofNullable(said.delivery()));
        }
        case Entry.Changed changed ->
            states.put(changed.id().value(), Optional.of(changed.delivery()));
        case Entry.Filled _, Entry.Acknowledged _ ->
            throw new AssertionError("no offer and no file was sent");
      }
    }
    cursor = page.cursor();
    return !page.entries().isEmpty();
  }

  /** Drops what was seen, and reads from the newest page back to the start. */
  private void startAnew(Transcript.Page newest) {
    seen.clear();
    states.clear();
    cursor = newest.cursor();
    Cursor before = newest.before();
    show(newest);
    while (before != null) {
      Transcript.Page older = world.transcript.before(world.chat, before, 3);
      show(older);
      before = older.before();
    }
  }

  private void show(Transcript.Page history) {
    seen.addAll(0, history.said().stream().map(said -> said.message().id().value()).toList());
    history
        .said()
        .forEach(
            said -> states.put(said.message().id().value(), Optional.ofNullable(said.delivery())));
  }

  private List<Errand.Forward> parked() {
    return world.parked().stream()
        .map(parked -> (Errand.Forward) MessageJson.read(parked.body(), Errand.class))
        .toList();
  }

  private static Set<String> attempts(List<Errand.Forward> forwards) {
    var attempts = new LinkedHashSet<String>();
    for (Errand.Forward forward : forwards) {
      attempts.add(forward.message().id().value() + "/" + forward.attempt());
    }
    return attempts;
  }

  private Command command(Model.Act act) {
    return switch (act) {
      case Model.Act.Post(String id, int ago) -> world.post(id, before(ago));
      case Model.Act.Say(String id, int ago) ->
          new Command.Webhook(world.chat, before(ago), world.agentSays(id).body());
      case Model.Act.Erase _ -> new Command.Erase(world.chat.userKey(), before(0));
      case Model.Act.Sent(String id, int attempt) ->
          report(id, attempt, new Command.Sent(Model.genesysId(id, attempt), "c-1"));
      case Model.Act.NotSent(String id, int attempt) ->
          report(id, attempt, new Command.NotSent(Model.NOT_SENT));
      case Model.Act.Receipt(String id, int attempt, boolean published) ->
          world.receipt(published ? "Published" : "Failed", Model.genesysId(id, attempt), id);
      case Model.Act.Resend(String id, int attempt) ->
          new Command.Resend(world.chat, new Message.Id(id), attempt, false);
      case Model.Act.Read(long said) ->
          new Command.ReadUpTo(world.chat, world.page().standing().head().epoch(), said, null);
    };
  }

  private Instant before(int acts) {
    return world.clock.instant().minus(ACT.multipliedBy(acts));
  }

  private Command report(String id, int attempt, Command.Outcome outcome) {
    return new Command.Report(world.chat, new Message.Id(id), attempt, outcome);
  }
}
