package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/** Several talks at the same time, each held against what was accepted before all go on. */
record Talks(List<Talk> talks) {

  Talks {
    talks = List.copyOf(talks);
  }

  /** All that is said and done, while Genesys refuses one of the messages. */
  void begin() {
    all(Talk::begin, Talk::wrongs);
  }

  /** That message is sent again, which Genesys must take by now, and all comes to its end. */
  void end() {
    all(Talk::end, Talk::wrongsAtTheEnd);
    all(Talk::leave, Talk::wrongsAfterwards);
  }

  /**
   * Nothing is left of any of them once nothing was under way any more and all is erased: together,
   * then one after the other, for two commands that begin at once can hide from each other what is
   * parked.
   */
  void erase() {
    assertThat(eventually(talks.getFirst()::underWay, List::isEmpty)).isEmpty();
    all(Talk::erase, _ -> List.of());
    talks.forEach(Talk::erase);
    all(_ -> {}, Talk::wrongsOnceErased);
  }

  private void all(Consumer<Talk> act, Function<Talk, List<String>> wrongs) {
    var acts =
        talks.stream().map(talk -> CompletableFuture.runAsync(() -> act.accept(talk))).toList();
    acts.forEach(CompletableFuture::join);
    for (Talk talk : talks) {
      assertThat(eventually(() -> wrongs.apply(talk), List::isEmpty)).isEmpty();
    }
  }
}
