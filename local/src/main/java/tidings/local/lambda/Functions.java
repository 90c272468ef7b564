package tidings.local.lambda;

/** Runs the deployed functions as Lambda does. */
public interface Functions {

  /**
   * Calls a function, by its logical id, with an event of the class that its handler takes.
   *
   * @throws FunctionFailed if it threw, crashed or ran out of time
   */
  Object invoke(String functionId, Object event) throws FunctionFailed;

  /** A function did not answer; {@code timedOut} if it ran out of its time. */
  final class FunctionFailed extends Exception {
    private final boolean timedOut;

    public FunctionFailed(String message, boolean timedOut) {
      super(message);
      this.timedOut = timedOut;
    }

    /** Returns true if the function ran out of time, false if it failed on its own. */
    public boolean timedOut() {
      return timedOut;
    }
  }
}
