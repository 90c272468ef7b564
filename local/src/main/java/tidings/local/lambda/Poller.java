package tidings.local.lambda;

/** Polls one event source for one function. */
sealed interface Poller extends AutoCloseable permits QueuePoller, StreamPoller {

  void start();

  /** Stops polling and gives what is being worked a few seconds to end. */
  @Override
  void close();
}
