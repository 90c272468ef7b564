package tidings.local.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AppBuildTest {
  @TempDir Path root;

  @BeforeEach
  void sources() throws IOException {
    Files.createDirectories(root.resolve("src"));
    Files.writeString(root.resolve("src/main.ts"), "1");
    Files.writeString(root.resolve("package.json"), "{}");
    Files.writeString(root.resolve("package-lock.json"), "{}");
  }

  @Test
  void buildsWhatWasNeverBuilt() throws IOException {
    try (var build = new AppBuild(new AppFolder(root), npm("mkdir -p www; touch www/index.html"))) {
      build.start();

      assertThat(build.state()).isIn(AppBuild.State.BUILDING, AppBuild.State.BUILT);
      assertThat(end(build)).isEqualTo(AppBuild.State.BUILT);
    }
  }

  @Test
  void buildsAgainWhenASourceIsYounger() throws IOException {
    builtAt(Instant.parse("2020-01-01T00:00:00Z"));

    assertThat(new AppFolder(root).isStale()).isTrue();
  }

  @Test
  void leavesAloneWhatIsUpToDate() throws IOException {
    builtAt(Instant.parse("2999-01-01T00:00:00Z"));
    try (var build = new AppBuild(new AppFolder(root), npm("rm -r www"))) {
      build.start();

      assertThat(build.state()).isEqualTo(AppBuild.State.BUILT);
    }
  }

  @Test
  void saysThatABuildHasFailed() throws IOException {
    try (var build = new AppBuild(new AppFolder(root), npm("exit 1"))) {
      build.start();

      assertThat(end(build)).isEqualTo(AppBuild.State.FAILED);
    }
  }

  @Test
  void doesWithoutNode() {
    try (var build = new AppBuild(new AppFolder(root), root.resolve("no-npm").toString())) {
      build.start();

      assertThat(end(build)).isEqualTo(AppBuild.State.ABSENT);
    }
  }

  private void builtAt(Instant time) throws IOException {
    Path index = Files.createDirectories(root.resolve("www")).resolve("index.html");
    Files.writeString(index, "");
    Files.setLastModifiedTime(index, FileTime.from(time));
  }

  private String npm(String script) throws IOException {
    Path npm = root.resolve("npm");
    Files.writeString(npm, "#!/bin/sh\n" + script + "\n");
    assertThat(npm.toFile().setExecutable(true)).isTrue();
    return npm.toString();
  }

  private static AppBuild.State end(AppBuild build) {
    while (build.state() == AppBuild.State.BUILDING) {
      LockSupport.parkNanos(10_000_000);
    }
    return build.state();
  }
}
