package tidings.local.lambda;

/** The functions of the deployment, ready to be invoked. */
public interface Functions {

  /**
   * Invokes a function and returns what its handler returned.
   *
   * @param functionId logical id in the template
   * @throws FunctionFailed if the handler threw or ran out of time
   */
  Object invoke(String functionId, Object event) throws FunctionFailed;

  /** An invocation that ended without an answer. */
  final class FunctionFailed extends Exception {
    private final boolean timedOut;

    public FunctionFailed(String message, boolean timedOut) {
      super(message);
      this.timedOut = timedOut;
    }

    /** Returns true if the time-out ended it, false if the handler threw. */
    public boolean timedOut() {
      return timedOut;
    }
  }
}
