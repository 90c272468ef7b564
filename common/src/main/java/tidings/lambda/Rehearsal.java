package tidings.lambda;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * What a function does before Lambda takes its snapshot (SnapStart), so that a restored one need
 * not load or compile what its work takes: instances that are thrown away work on samples, and
 * whatever they call is the {@link StandIn}. The serving instance has no part in it, so neither a
 * secret nor anything that must be unique comes into the snapshot (Lambda developer guide,
 * "SnapStart": runtime hooks, uniqueness).
 */
public final class Rehearsal implements Resource {
  /** Enough for the compiler to take notice; more does not make the first call faster. */
  private static final int TIMES = 20;

  /** The context holds what is registered weakly. */
  private static final List<Rehearsal> HELD = new ArrayList<>();

  private final Env env;
  private final StandIn.Answers answers;
  private final Consumer<Env> play;

  public Rehearsal(Env env, StandIn.Answers answers, Consumer<Env> play) {
    this.env = env;
    this.answers = answers;
    this.play = play;
  }

  /** Has this played before the snapshot of a function with these variables, if one is taken. */
  public static void beforeSnapshot(Env env, StandIn.Answers answers, Consumer<Env> play) {
    var rehearsal = new Rehearsal(env, answers, play);
    synchronized (HELD) {
      HELD.add(rehearsal);
    }
    Core.getGlobalContext().register(rehearsal);
  }

  /** Plays it; what fails here fails the snapshot and so the deployment, not the first customer. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws IOException {
    play();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}

  /** Plays it now. */
  public void play() throws IOException {
    try (var standIn = StandIn.start(answers)) {
      Env rehearsed = standIn.inPlaceOf(env);
      for (int i = 0; i < TIMES; i++) {
        play.accept(rehearsed);
      }
      Tls.warm();
    }
  }
}
