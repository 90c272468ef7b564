package tidings.local.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.Journal;

class ConversationsTest {
  @TempDir private Path folder;

  @Test
  void thereIsOneForAnIntegrationAndAUser() {
    var conversations = conversations();
    var first = conversations.between("i", "u");

    assertThat(conversations.between("i", "u")).isEqualTo(first);
    assertThat(conversations.between("i", "other").id()).isNotEqualTo(first.id());
    assertThat(conversations.between("other", "u").id()).isNotEqualTo(first.id());
  }

  @Test
  void afterADisconnectTheNextIsNewAndTheOldIsStillKnown() {
    var conversations = conversations();
    var first = conversations.between("i", "u");

    conversations.end(first);

    assertThat(conversations.between("i", "u").id()).isNotEqualTo(first.id());
    assertThat(conversations.find(first.id())).contains(first);
  }

  @Test
  void endingAnOldOneDoesNotEndItsSuccessor() {
    var conversations = conversations();
    var first = conversations.between("i", "u");
    conversations.end(first);
    var second = conversations.between("i", "u");

    conversations.end(first);

    assertThat(conversations.between("i", "u")).isEqualTo(second);
  }

  @Test
  void openAndEndedOnesComeBackFromTheJournal() {
    var before = conversations();
    var open = before.between("i", "open");
    var ended = before.between("i", "ended");
    before.end(ended);

    var after = conversations();

    assertThat(after.between("i", "open")).isEqualTo(open);
    assertThat(after.between("i", "ended").id()).isNotEqualTo(ended.id());
    assertThat(after.find(ended.id())).contains(ended);
  }

  private Conversations conversations() {
    return new Conversations(Journal.in(folder, "conversations"), UUID::randomUUID);
  }
}
