package tidings.local;

import static org.assertj.core.api.Assertions.assertThat;
import static tidings.local.Client.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs is what the template says, and nothing else. */
class ChangedTemplateTest {
  @TempDir private Path folder;

  @Test
  void aNewQueueNameAndANewRouteAreWhatRuns() throws IOException {
    String text =
        Files.readString(RunningStack.TEMPLATE)
            .replace("${AWS::StackName}-dispatch.fifo", "${AWS::StackName}-to-genesys.fifo")
            .replace("Path: /webhook/genesys\n", "Path: /webhook/renamed\n");
    Path template = Files.writeString(folder.resolve("template.yaml"), text);

    try (var stack = Stack.start(RunningStack.inMemory(template), Clock.systemUTC())) {
      var client = new Client(stack.uri());
      var customer = client.customer("renamed");
      customer.say("m-1", "Hello");
      assertThat(eventually(() -> client.takenByGenesys("renamed"), taken -> !taken.isEmpty()))
          .containsExactly("Hello");
      assertThat(Client.values(client.get("/local/queues").json(), "name"))
          .contains("tidings-to-genesys.fifo")
          .doesNotContain("tidings-dispatch.fifo");
      assertThat(client.post("/webhook/genesys", "{}").status()).isEqualTo(404);
      assertThat(client.post("/webhook/renamed", "{}").status()).isEqualTo(501);
    }
  }

  @Test
  void withoutPlatformApplicationsEverythingRunsButPushes() {
    var none =
        Map.of("FcmApplicationArn", "", "ApnsApplicationArn", "", "ApnsSandboxApplicationArn", "");
    var options = new Options(0, Optional.empty(), RunningStack.TEMPLATE, 100_000, false, none);

    try (var stack = Stack.start(options, Clock.systemUTC())) {
      var callers = Callers.of(stack.uri());
      String phone = "{\"platform\":\"fcm\",\"token\":\"t\",\"locale\":\"en\"}";
      var customer = callers.customer("pushless");
      assertThat(customer.put("/devices/user/pushless/phone", phone).status()).isEqualTo(422);
      customer.post(callers.chat("pushless"), "{\"id\":\"m-1\",\"text\":\"Hello\"}");
      var client = callers.client();
      assertThat(eventually(() -> client.takenByGenesys("pushless"), taken -> !taken.isEmpty()))
          .containsExactly("Hello");
    }
  }
}
