package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  @TempDir private Path folder;

  @Test
  void aLineIsThereForTheNextWithoutClosing() {
    Journal.in(folder, "words").append(line("hej då 👋\n"));

    assertThat(Journal.in(folder, "words").lines()).containsExactly(line("hej då 👋\n"));
  }

  @Test
  void aTornLastLineIsForgottenAndTheNextLineStartsAfresh() throws Exception {
    Journal.in(folder, "words").append(line("whole"));
    Files.writeString(folder.resolve("words.jsonl"), "{\"word\":\"to", StandardOpenOption.APPEND);

    Journal.in(folder, "words").append(line("next"));

    assertThat(Journal.in(folder, "words").lines()).containsExactly(line("whole"), line("next"));
  }

  @Test
  void anInterruptedWriterDoesNotEndTheJournal() {
    var journal = Journal.in(folder, "words");
    Thread.currentThread().interrupt();
    journal.append(line("first"));
    boolean interrupted = Thread.interrupted();

    journal.append(line("second"));

    assertThat(interrupted).isTrue();
    assertThat(journal.lines()).containsExactly(line("first"), line("second"));
  }

  @Test
  void withoutAFolderNothingIsKept() {
    var journal = Journal.in(null, "words");

    journal.append(line("gone"));

    assertThat(journal.lines()).isEmpty();
  }

  private static JsonNode line(String word) {
    return JsonNodeFactory.instance.objectNode().put("word", word);
  }
}
