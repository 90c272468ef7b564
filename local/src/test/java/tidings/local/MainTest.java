package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path folder;

  @Test
  void aTakenPortSaysSo() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var stack = StackProcess.start(taken.getLocalPort(), folder, RunningStack.TEMPLATE)) {
      assertThat(stack.exitCode()).isEqualTo(1);
      assertThat(last(stack.lines()))
          .isEqualTo(
              "Tidings cannot start: the port %d is taken: stop what has it, or set TIDINGS_PORT"
                  .formatted(taken.getLocalPort()));
    }
  }

  @Test
  void aMisspeltHandlerStopsTheStartWithItsPlace() throws IOException {
    Path template = changed("tidings.ingest.WebhookHandler", "tidings.ingest.WebhokHandler");

    assertThat(failure(template)).contains("WebhookFunction", "tidings.ingest.WebhokHandler");
  }

  @Test
  void aMisspeltPropertyStopsTheStartWithItsPlace() throws IOException {
    Path template = changed("            BatchSize: 1\n", "            BatchSzie: 1\n");

    assertThat(failure(template)).containsPattern("template.yaml:\\d+:\\d+: .*BatchSzie");
  }

  @Test
  void aMissingVariableStopsTheStartAndIsNamed() throws IOException {
    Path template = changed("          CHAT_TABLE: !Ref ChatTable\n", "");

    assertThat(failure(template)).contains("ProjectorFunction", "CHAT_TABLE");
  }

  @Test
  void anUnknownFlagIsAnsweredWithTheKnownOnes() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> Options.parse(List.of("--prot", "1"), java.util.Map.of())))
        .hasMessageContaining("--port --data --template", "--prot");
  }

  private String failure(Path template) {
    try (var stack = StackProcess.start(0, folder.resolve("data"), template)) {
      assertThat(stack.exitCode()).isEqualTo(1);
      return last(stack.lines());
    }
  }

  private static String last(List<String> lines) {
    return lines.getLast();
  }

  /** The template with the first such place changed. */
  private Path changed(String from, String to) throws IOException {
    String text = Files.readString(RunningStack.TEMPLATE);
    assertThat(text).contains(from);
    Path template = folder.resolve("template.yaml");
    int at = text.indexOf(from);
    return Files.writeString(
        template, text.substring(0, at) + to + text.substring(at + from.length()));
  }
}
