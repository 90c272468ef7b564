package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournaledListTest {
  @TempDir private Path folder;

  @Test
  void goesOnWhereTheLastOneWasLeft() {
    words().add("one");

    var words = words();
    words.add("two");

    assertThat(words.all()).containsExactly("one", "two");
    assertThat(words().all()).containsExactly("one", "two");
  }

  private JournaledList<String> words() {
    return new JournaledList<>(Journal.in(folder, "words"), TextNode::valueOf, JsonNode::asText);
  }
}
