package tidings.projector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import tidings.projector.Following.Step;
import tidings.projector.Model.Act;

/**
 * Whatever comes, how often, in which order and with which crashes: a reader who follows by cursor
 * ends with what the model says.
 */
class ProjectorPropertiesTest {

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void aReaderSeesExactlyWhatHappened(@ForAll("steps") List<Step> steps) {
    steps.forEach(step -> Statistics.label("acts").collect(step.act().getClass().getSimpleName()));
    steps.forEach(step -> Statistics.label("faults").collect(step.fault().how()));

    new Following(UnaryOperator.identity()).follow(steps);
  }

  @Example
  void withoutTheCompareAndSetItWouldNotHold() {
    assertThat(failsOnce(write -> isMark(write) ? write : unconditional(write))).isTrue();
  }

  @Example
  void withoutTheMarkerItWouldNotHold() {
    assertThat(failsOnce(write -> isMark(write) ? unconditional(write) : write)).isTrue();
  }

  /** Most runs have no crash that matters; among so many there is one. */
  private static boolean failsOnce(UnaryOperator<TransactWriteItem> leaveOut) {
    return steps().sampleStream().limit(300).anyMatch(steps -> fails(leaveOut, steps));
  }

  private static boolean fails(UnaryOperator<TransactWriteItem> leaveOut, List<Step> steps) {
    try {
      new Following(leaveOut).follow(steps);
      return false;
    } catch (AssertionError | RuntimeException _) {
      return true;
    }
  }

  private static boolean isMark(TransactWriteItem write) {
    return write.put() != null && write.put().item().get("sk").s().startsWith("mark#");
  }

  private static TransactWriteItem unconditional(TransactWriteItem write) {
    if (write.put() == null) {
      return write;
    }
    var put = write.put().toBuilder().conditionExpression(null).expressionAttributeValues(null);
    return write.toBuilder().put(put.build()).build();
  }

  @Provide
  static Arbitrary<List<Step>> steps() {
    Arbitrary<Faults.How> how =
        Arbitraries.frequency(
            Tuple.of(4, Faults.How.NONE),
            Tuple.of(1, Faults.How.CRASH_BEFORE),
            Tuple.of(1, Faults.How.CRASH_AFTER),
            Tuple.of(4, Faults.How.ZOMBIE));
    Arbitrary<Faults.Fault> fault =
        Combinators.combine(how, Arbitraries.integers().between(1, 6)).as(Faults.Fault::new);
    Arbitrary<Integer> oneInThree = Arbitraries.integers().between(0, 2);
    return Combinators.combine(acts(), fault, oneInThree, oneInThree)
        .as((act, when, poll, release) -> new Step(act, when, poll == 0, release == 0))
        .list()
        .ofMinSize(15)
        .ofMaxSize(40);
  }

  /** Few ids and attempts, so that much of it comes again, late, or before its time. */
  private static Arbitrary<Act> acts() {
    Arbitrary<String> customers = Arbitraries.of("m-1", "m-2", "m-3");
    Arbitrary<String> agents = Arbitraries.of("a-1", "a-2", "a-3");
    Arbitrary<Integer> attempts = Arbitraries.of(1, 1, 2);
    Arbitrary<Integer> ago = Arbitraries.of(0, 0, 0, 2, 5);
    Arbitrary<Integer> later = Arbitraries.of(2, 2, 3);
    Arbitrary<Boolean> published = Arbitraries.of(true, false);
    return Arbitraries.oneOf(
        Combinators.combine(customers, ago).as(Act.Post::new),
        Combinators.combine(customers, ago).as(Act.Post::new),
        Combinators.combine(agents, ago).as(Act.Say::new),
        Combinators.combine(customers, attempts).as(Act.Sent::new),
        Combinators.combine(customers, attempts).as(Act.NotSent::new),
        Combinators.combine(customers, attempts, published).as(Act.Receipt::new),
        Combinators.combine(customers, later).as(Act.Resend::new),
        Arbitraries.longs().between(0, 4).map(Act.Read::new),
        Arbitraries.create(Act.Erase::new));
  }
}
