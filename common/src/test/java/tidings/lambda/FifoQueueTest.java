package tidings.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FifoQueueTest {
  private final RecordingSqs sqs = new RecordingSqs();
  private final FifoQueue queue = new FifoQueue(sqs, "queue");

  @Test
  void theSameIdentityHasTheSameDeduplicationIdAndShowsNothingOfIt() {
    queue.send("group", List.of("post", "app-1"), "{}");
    queue.send("group", List.of("post", "app-1"), "{}");
    queue.send("group", List.of("posta", "pp-1"), "{}");

    var ids = sqs.sent().stream().map(sent -> sent.messageDeduplicationId()).toList();
    assertThat(ids.get(0)).isEqualTo(ids.get(1)).isNotEqualTo(ids.get(2)).doesNotContain("app-1");
  }

  @Test
  void charactersThatSqsRefusesAreSentAsEscapes() {
    queue.send("group", List.of("id"), "{\"text\":\"a\uFFFFb\uFFFE\"}");

    assertThat(sqs.bodiesSentTo("queue")).containsExactly("{\"text\":\"a\\uFFFFb\\uFFFE\"}");
  }

  @Test
  void halvesOfSurrogatePairsAreReplaced() {
    queue.send("group", List.of("id"), "{\"text\":\"a\ud83db\\ud83d\\uDE00c\\udc00👋\"}");

    assertThat(sqs.bodiesSentTo("queue"))
        .containsExactly("{\"text\":\"a\uFFFDb\\ud83d\\uDE00c\uFFFD👋\"}");
  }

  @Test
  void aBackslashThatIsTextBeginsNoEscape() {
    String json = "{\"text\":\"\\\\ud83d $1\"}";

    queue.send("group", List.of("id"), json);

    assertThat(sqs.bodiesSentTo("queue")).containsExactly(json);
  }
}
