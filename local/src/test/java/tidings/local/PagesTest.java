package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private final Pages pages = new Pages("run");

  @Test
  void theFirstPageHoldsTheNewest() {
    Map<String, Object> page = pages.after("", numbers(700), IntNode::valueOf);

    assertThat(items(page)).hasSize(Pages.LIMIT).contains(IntNode.valueOf(699));
    assertThat(page).containsEntry("cursor", "run.700").containsEntry("reset", true);
  }

  @Test
  void aLongAbsenceIsMadeUpForPageByPage() {
    Map<String, Object> page = pages.after("run.100", numbers(700), IntNode::valueOf);

    assertThat(items(page)).hasSize(Pages.LIMIT).startsWith(IntNode.valueOf(100));
    assertThat(page).containsEntry("cursor", "run.600").containsEntry("reset", false);
    assertThat(items(pages.after("run.600", numbers(700), IntNode::valueOf))).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"other.2", "run.4", "run.-1", "run.x", "run", "run.12345678901"})
  void aCursorThatMeansNothingStartsAnew(String cursor) {
    Map<String, Object> page = pages.after(cursor, numbers(3), IntNode::valueOf);

    assertThat(items(page)).hasSize(3);
    assertThat(page).containsEntry("reset", true);
  }

  @SuppressWarnings("unchecked") // items are JSON by the method's signature
  private static List<JsonNode> items(Map<String, Object> page) {
    return (List<JsonNode>) page.get("items");
  }

  private static Growing<Integer> numbers(int size) {
    return new Growing<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public List<Integer> between(int first, int end) {
        return IntStream.range(first, end).boxed().toList();
      }
    };
  }
}
