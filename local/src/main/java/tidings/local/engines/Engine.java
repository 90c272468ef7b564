package tidings.local.engines;

import java.net.URI;

/** A running stand-in for one AWS service. */
interface Engine extends AutoCloseable {

  /** The address of its API. */
  URI endpoint();

  @Override
  void close();
}
