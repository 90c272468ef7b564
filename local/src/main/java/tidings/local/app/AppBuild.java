package tidings.local.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the app beside the running stack, which does not need it. */
public final class AppBuild implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AppBuild.class);

  /** What can be had of the app. */
  public enum State {
    /** What was built last is there. */
    BUILT,
    BUILDING,
    /** The last build ended badly; its log says why. */
    FAILED,
    /** Nothing was built, or there is no Node to build it with. */
    ABSENT
  }

  private final AppFolder folder;
  private final String npm;
  private volatile @Nullable State unfinished;
  private volatile @Nullable Process process;

  public AppBuild(AppFolder folder) {
    this(folder, "npm");
  }

  AppBuild(AppFolder folder, String npm) {
    this.folder = folder;
    this.npm = npm;
  }

  State state() {
    State state = unfinished;
    if (state != null) {
      return state;
    }
    return folder.isBuilt() ? State.BUILT : State.ABSENT;
  }

  /** Starts a build if the sources have changed since the last one; returns at once. */
  public void start() {
    if (folder.hasSources() && folder.isStale()) {
      unfinished = State.BUILDING;
      Thread.ofVirtual().name("app").start(this::build);
    }
  }

  private void build() {
    try {
      boolean done = (folder.hasPackages() || run("ci")) && run("run", "build");
      unfinished = done ? null : State.FAILED;
      LOG.info("app {}", done ? "built" : "not built, see " + log());
    } catch (IOException _) {
      // There is no Node here: what was built elsewhere is served as it is.
      unfinished = null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean run(String... arguments) throws IOException, InterruptedException {
    var command = new ProcessBuilder(npm);
    command.command().addAll(List.of(arguments));
    command.directory(folder.root().toFile()).redirectErrorStream(true);
    var started = command.redirectOutput(log().toFile()).start();
    process = started;
    return started.waitFor() == 0;
  }

  private Path log() {
    return folder.root().resolve("build.log");
  }

  /** Ends a build that is running. */
  @Override
  public void close() {
    Process running = process;
    if (running != null) {
      running.descendants().forEach(ProcessHandle::destroy);
      running.destroy();
    }
  }
}
