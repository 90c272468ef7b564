package tidings.local.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tidings.local.template.Deployment;

class EnginesTest {
  private static final Account ACCOUNT = new Account("eu-west-1", "000000000000");

  @TempDir private Path folder;

  @Test
  void allListenOnTheLoopbackWithWhatTheTemplateDeploys() {
    var site = new Engines.Site(ACCOUNT, Optional.of(folder), 0, Set.of());
    try (var engines = Engines.start(deployment(), site, Clock.systemUTC())) {
      assertThat(engines.endpoints().values()).extracting(URI::getHost).containsOnly("127.0.0.1");
      assertThat(engines.sqs().queueUrl("turns")).endsWith("/000000000000/turns");
      assertThat(engines.dynamo().client().listTables().tableNames()).containsExactly("chats");
      assertThat(engines.s3().client().listBuckets().buckets()).hasSize(1);
    }
  }

  @Test
  void aQueuePortThatIsTakenStopsTheStart() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var site = new Engines.Site(ACCOUNT, Optional.empty(), taken.getLocalPort(), Set.of());

      assertThatThrownBy(() -> Engines.start(deployment(), site, Clock.systemUTC()))
          .hasStackTraceContaining("Address already in use");
    }
  }

  private static Deployment deployment() {
    var cors =
        new Deployment.Cors(List.of(), List.of(), List.of(), List.of(), Duration.ofSeconds(1));
    return new Deployment(
        new Deployment.HttpApi(List.of(), Map.of(), cors, new Deployment.Throttle(1, 1), Map.of()),
        List.of(),
        List.of(new Deployment.Queue("Turns", "turns", Map.of())),
        List.of(
            new Deployment.Table(
                "Chats", "chats", "pk", Optional.empty(), Optional.empty(), Optional.empty())),
        List.of(new Deployment.Bucket("Media", "media", List.of())),
        List.of(),
        Map.of());
  }
}
